import { asFlag } from '../compare/index.ts';
import { type Answer, EXPRESSION, type Hazard, type Question } from '../objects/index.ts';
import { optional } from '../optional.ts';
import { Problem, visible } from '../problem/index.ts';

/** Questions about what may be the same under another name. */
const RENAMED = new Set(['renamed-table', 'renamed-column']);

/** Whether somebody is there to be asked. */
export const isSomebodyThere = (): boolean => Boolean(process.stdin.isTTY && process.stdout.isTTY);

/**
 * Asks on the terminal, each question with what its answers would do to the rows. What is the same under another name
 * comes first, and alone: the answer settles other questions, or raises them.
 */
export function interview(questions: readonly Question[]): Promise<Answer[]> {
  const renames = questions.filter(({ id }) => RENAMED.has(id));
  return unlessStopped(ask(renames.length > 0 ? renames : questions));
}

async function ask(questions: readonly Question[]): Promise<Answer[]> {
  const { input, select } = await prompts();
  const answers: Answer[] = [];
  for (const { message, choices } of questions) {
    const { answer } = await select({
      message: visible(message),
      choices: choices.map(choice => ({
        value: choice,
        name: visible(asFlag(choice.answer)),
        description: visible(choice.effect),
      })),
    });
    const text = answer.text.includes(EXPRESSION)
      ? answer.text.replace(EXPRESSION, await input({ message: `SQL for ${EXPRESSION}`, required: true }))
      : answer.text;
    answers.push({ flag: answer.flag, text });
  }
  return answers;
}

/** Asks on the terminal whether what would be lost may be lost. */
export function confirmLosses(losses: readonly Hazard[]): Promise<boolean> {
  const message = `${losses.map(one => visible(one.message)).join('\n')}\nGo on and lose it?`;
  return unlessStopped(prompts().then(({ confirm }) => confirm({ message, default: false })));
}

const prompts = () => optional('a question on the terminal', () => import('@inquirer/prompts'));

/** Ctrl-C at a prompt is an answer too: nothing is done. */
const unlessStopped = <T>(answer: Promise<T>): Promise<T> =>
  answer.catch(cause => {
    if (!(cause instanceof Error && cause.name === 'ExitPromptError')) throw cause;
    throw new Problem('PL002', { what: 'stopped; nothing was written', cause });
  });
