export { type Measure, strongest } from './measure.ts';
export { type Claim, type Proof, ProofFailure, type ProvenStage, prove, splitStages } from './prove.ts';
