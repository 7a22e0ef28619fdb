export { type Diagnosis, type DoctorCheck, type DoctorFinding, doctor } from './doctor.ts';
export { explainConfiguration, explained } from './explained.ts';
export { init, nobodyToAsk } from './init.ts';
export type { InitFile, Initialized, InitQuestion, InitRequest } from './initialized.ts';
