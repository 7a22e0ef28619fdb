import { counted } from '../../quantity.ts';
import { type Blocker, describeHolder, type Progress, type RunEvent } from '../../runner/index.ts';

/** Characters of a statement that a line shows. */
const SHOWN = 90;

export const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;

export const oneLine = (sql: string): string => shortened(sql.trim().replaceAll(/\s+/g, ' '), SHOWN);

const time = (seconds: number): string => (seconds < 10 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`);
const WAY = { up: { doing: 'applying', done: 'applied' }, down: { doing: 'reverting', done: 'reverted' } };

export const describeProgress = ({ phase, share, remaining }: Progress): string =>
  [
    phase,
    share === undefined ? '' : `${Math.floor(share * 100)} %`,
    remaining === undefined ? '' : `about ${time(remaining)} left`,
  ]
    .filter(Boolean)
    .join(', ');

const describeBlocker = ({ pid, user, application, query, age }: Blocker): string =>
  `backend ${pid} (${[user, application].filter(Boolean).join(', ')})${age === null ? '' : `, in a transaction for ${time(age)}`}, last: ${oneLine(query)}`;

/** An event as a line; nothing for what a log does not need. */
export function describeEvent(event: RunEvent): string | undefined {
  switch (event.type) {
    case 'waiting':
      return `waiting for another run${event.holder ? `, ${describeHolder(event.holder)}` : ''}`;
    case 'orphan':
      return `ending backend ${event.pid}, which a run that was killed left behind`;
    case 'begin':
      return event.migrations.length === 0 ? 'nothing to do' : undefined;
    case 'migration':
      return `${event.done > 0 ? 'going on with' : WAY[event.method].doing} ${event.name} (${event.index + 1} of ${event.of}, ${counted(event.steps, 'statement')}${event.done > 0 ? `, ${event.done} done` : ''})`;
    case 'blocked':
      return `waiting for ${event.blockers.map(describeBlocker).join('; ')}`;
    case 'unwatched':
      return `cannot look at the statement while it runs: ${event.why}`;
    case 'retry':
      return `gave way (${event.why}), trying again in ${time(event.seconds)}`;
    case 'silent':
      return `nothing heard from the server for ${time(event.seconds)}`;
    case 'reconnect':
      return `lost the connection (${event.why}), connecting again in ${time(event.seconds)}`;
    case 'stopping':
      return `${event.signal} received, stopping`;
    case 'finished':
      return `${WAY[event.method].done} ${event.name} in ${time(event.seconds)}`;
    case 'progress':
      return `${event.name}: ${describeProgress(event.progress)}`;
    case 'end':
      return event.migrations === 0
        ? undefined
        : `${WAY[event.method].done} ${counted(event.migrations, 'migration')} in ${time(event.seconds)}`;
    case 'step':
    case 'failed':
      return undefined;
  }
}
