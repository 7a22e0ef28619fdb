export { PROBLEMS, type ProblemCode } from './codes.ts';
export { Problem, type ProblemDetails } from './problem.ts';
export { renderProblem } from './render.ts';
