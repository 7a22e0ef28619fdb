export { ADVICE } from './advice.ts';
export { PROBLEMS, type ProblemCode } from './codes.ts';
export { type Place, readPlace, showPlace } from './place.ts';
export { Problem, type ProblemDetails } from './problem.ts';
export { refusedQuery } from './refused.ts';
export { renderProblem } from './render.ts';
export { isOfProject, placeInStack } from './stack.ts';
export { toProblem } from './unexpected.ts';
export { say, visible, visibleIn } from './visible.ts';
