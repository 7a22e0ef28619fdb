import { count, FORMATS, pointOf } from '../../report/index.ts';
import { type Found, watch } from '../../watch/index.ts';
import type { Command, CommonFlags } from '../command.ts';
import { type Form, formOf } from '../output.ts';
import { say } from '../terminal.ts';

/** The lines around what a reading found, by which editors know where it begins and ends. */
const BEGINS = 'plumb watch: reading';
const ENDS = 'plumb watch:';

/** Unlike the others it has no result: it reports what it finds until it is ended. */
export const watchCommand: Command = {
  command: 'watch',
  describe: 'Keep telling what the entities say beyond the migrations, as they are saved',
  schema: 'watch/1',
  builder: yargs =>
    yargs
      .example('$0 watch', 'a line for each difference: file:line:column: warning PL510 …')
      .example('$0 watch --once', 'one reading, and the end of it')
      .option('once', { type: 'boolean', default: false, desc: 'One reading' })
      .option('json', { type: 'boolean', default: false, desc: 'A line of JSON each (docs/json/watch.json)' }),
  async handler(flags) {
    const form = formOf(flags);
    const { config, contextName, once } = flags as typeof flags & CommonFlags & { once: boolean };
    const over = new AbortController();
    const end = (): void => over.abort();
    process.once('SIGINT', end).once('SIGTERM', end);
    // whoever listened is gone
    process.stdout.once('error', end);
    let last: Found | undefined;
    await watch({
      config,
      folder: process.cwd(),
      contextName,
      once,
      say,
      signal: over.signal,
      begins: () => print(form === 'json' ? [] : [BEGINS]),
      found: found => {
        last = found;
        if (!once) print(render(found, form));
      },
    });
    if (once && last) print(render({ ...last, more: false }, form));
    process.off('SIGINT', end).off('SIGTERM', end);
  },
};

const print = (lines: readonly string[]): void => {
  for (const line of lines) process.stdout.write(`${line}\n`);
};

function render({ diagnostics, seconds, more }: Found, form: Form): string[] {
  const base = process.cwd();
  if (form === 'json') {
    const placed = diagnostics.map(({ location, ...one }) => ({ ...one, place: pointOf(location, base) }));
    return [JSON.stringify({ schema: 'plumbline/watch/1', seconds, diagnostics: placed })];
  }
  const lines = diagnostics.length > 0 ? [FORMATS[form === 'text' ? 'gcc' : form](diagnostics, base)] : [];
  const said = `${diagnostics.length === 0 ? 'nothing to do' : count(diagnostics.length, 'finding')}, ${seconds.toFixed(2)} s`;
  // what is reported again in full begins again
  return [...(more ? [BEGINS] : []), ...lines, `${ENDS} ${said}`];
}
