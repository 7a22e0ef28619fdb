export { ProofFailure } from './failure.ts';
export { type Measure, measured, type Relations, relationsOf, strongest } from './measure.ts';
export { type Claim, type Proof, type ProvenStage, prove, splitStages } from './prove.ts';
export { isSameState, type Leg, readState, roundTrip, type SchemaState, thereAndBack } from './round-trip.ts';
