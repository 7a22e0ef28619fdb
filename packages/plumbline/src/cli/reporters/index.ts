import ora from 'ora';
import { visibleIn } from '../../problem/index.ts';
import type { Report, RunEvent } from '../../runner/index.ts';
import { masked } from '../../sql/index.ts';
import { variable } from '../../variables.ts';
import { describeEvent, describeProgress, oneLine, shortened } from './text.ts';

/** Time between two lines that say the same of a statement with other figures, in milliseconds. */
const AGAIN = 10_000;
const REPEATS = new Set<RunEvent['type']>(['progress', 'retry']);

/** Lines with the time in front, for logs. */
function plain(): Report {
  const last = new Map<string, number>();
  return event => {
    if (event.type === 'migration') last.clear();
    if (REPEATS.has(event.type)) {
      if (Date.now() - (last.get(event.type) ?? 0) < AGAIN) return;
      last.set(event.type, Date.now());
    }
    const line = describeEvent(event);
    if (line) process.stderr.write(`${new Date().toISOString()} ${line}\n`);
  };
}

/** One JSON object a line, for programs. */
const json = (): Report => event =>
  void process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...event })}\n`);

/** A line that changes while something runs, and the finished ones above it. */
function live(): Report {
  const spinner = ora({ stream: process.stderr, discardStdin: false });
  let doing = '';
  let since = 0;
  let figures = '';
  /** On one line, of which the statement gets what the figures leave. */
  const show = (): void => {
    const time = `${Math.round((performance.now() - since) / 1000)} s`;
    const tail = `, ${figures ? `${time}, ${figures}` : time}`;
    const room = Math.max(process.stderr.columns - 3, 40);
    spinner.text = `${shortened(doing, Math.max(room - tail.length, 20))}${tail}`.slice(0, room);
  };
  const begin = (what: string): void => {
    [doing, since, figures] = [what, performance.now(), ''];
    show();
    spinner.start();
  };
  // the time goes on while nothing happens; the process does not stay for it
  setInterval(() => spinner.isSpinning && show(), 1000).unref();
  return event => {
    switch (event.type) {
      case 'migration':
        return begin(describeEvent(event) ?? '');
      case 'step':
        return begin(`${event.name} ${event.index + 1}/${event.of}: ${oneLine(event.sql)}`);
      case 'progress':
        figures = describeProgress(event.progress);
        return show();
      case 'retry':
        figures = describeEvent(event) ?? '';
        return show();
      case 'finished':
        spinner.succeed(describeEvent(event) ?? '');
        return;
      case 'end':
      case 'failed':
        spinner.stop();
        return;
      default: {
        const line = describeEvent(event);
        if (!line) return;
        const running = spinner.isSpinning;
        spinner.warn(line);
        if (running) spinner.start(doing);
      }
    }
  };
}

/** The reporter that fits: `PLUMBLINE_LOG` chooses, otherwise a live line on a terminal and plain lines elsewhere. */
export function chooseReporter(wanted = variable('PLUMBLINE_LOG')): Report {
  const report = choose(wanted);
  // JSON escapes by itself
  return event => report(wanted === 'json' ? withoutPasswords(event) : visibleIn(withoutPasswords(event)));
}

/** The event as it may be shown. */
function withoutPasswords(event: RunEvent): RunEvent {
  if (event.type === 'step') return { ...event, sql: masked(event.sql) };
  if (event.type === 'blocked')
    return { ...event, blockers: event.blockers.map(blocker => ({ ...blocker, query: masked(blocker.query) })) };
  return event;
}

function choose(wanted: string | undefined): Report {
  if (wanted === 'json') return json();
  // a terminal of unknown size has no room for a line that changes
  if (wanted === 'plain' || !process.stderr.isTTY || !process.stderr.columns) return plain();
  return live();
}
