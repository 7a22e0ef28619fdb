export type { DoctorCheck, DoctorFinding } from './checks/check.ts';
export { configurationProblem, explainConfiguration } from './configuration-problem.ts';
export { type Diagnosis, doctor } from './doctor.ts';
export { init } from './init.ts';
export type { InitFile, Initialized, InitQuestion, InitRequest } from './initialized.ts';
export { nobodyToAsk } from './written.ts';
