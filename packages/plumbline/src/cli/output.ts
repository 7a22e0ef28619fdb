import { type Problem, renderProblem, whereOf } from '../problem/index.ts';
import { diagnosticOf, FORMATS, type Format, pointOf } from '../report/index.ts';

/** How a command says what it has to say. */
export type Form = 'text' | 'json' | Format;
export const FORMS: readonly Form[] = ['text', 'json', ...(Object.keys(FORMATS) as Format[])];

/** The form that a command line or the environment asks for; in the environment for commands that know no flag of it. */
export function formOf(args: { json?: unknown; format?: unknown }, env = process.env): Form {
  if (args.json) return 'json';
  const asked = args.format ?? env.PLUMBLINE_FORMAT;
  return FORMS.find(form => form === asked) ?? 'text';
}

/** A failure, in the form that was asked for. Programs find it where they look for the result. */
export function printProblem(problem: Problem, form: Form): void {
  const base = process.cwd();
  if (form === 'text') process.stderr.write(`${renderProblem(problem, base)}\n`);
  else if (form === 'json') process.stdout.write(`${JSON.stringify(asJson(problem, base), null, 2)}\n`);
  else process.stdout.write(`${FORMATS[form]([diagnosticOf(problem)], base)}\n`);
}

const asJson = (problem: Problem, base: string) => {
  const place = pointOf(problem.location, base);
  return {
    schema: 'plumbline/problem/1',
    code: problem.code,
    exitCode: problem.exitCode,
    what: problem.message,
    where: whereOf(problem, base) ?? null,
    place: place ?? null,
    why: problem.why ?? null,
    fix: problem.fix ?? null,
    questions: problem.questions.map(({ message, object, choices }) => ({
      message,
      object,
      choices: choices.map(({ answer: { flag, text }, effect }) => ({ flag, text, effect })),
    })),
  };
};
