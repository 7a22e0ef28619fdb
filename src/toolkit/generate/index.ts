export { bothSides, type Change, type ChangeOptions, findChange } from './create.ts';
export { readDecisionsFile } from './decisions-file.ts';
export { describeDifferences } from './describe.ts';
export { renderMigration } from './file.ts';
export { headerOf } from './header.ts';
export { confirmLosses, interview, isSomebodyThere } from './interview.ts';
export { asProblem, notAllowed, notTheFirst, unanswered } from './problems.ts';
export { type Recorded, type Replayed, type ReplayOptions, replay, replayOne } from './replay.ts';
export { type Output, writeAll } from './write.ts';
