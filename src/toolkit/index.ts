export { type PlumblineOptions, plumbline } from './config.ts';
export {
  PROBLEMS,
  Problem,
  type ProblemCode,
  renderProblem,
} from './problem/index.ts';
export * from './types/index.ts';
