/** The time in a migration's name, as MikroORM writes it: year to second, in UTC. */
const TIME = /(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})/;
const SECOND = 1000;

/** A time as it stands in a name. */
export const timeText = (time: Date): string => time.toISOString().replaceAll(/[-T:]|\.\d{3}Z$/g, '');

/** The second after the one in a name; nothing where the name has no time. */
export function secondAfter(name: string): Date | undefined {
  const [digits, year, month, ...rest] = (TIME.exec(name) ?? []).map(Number) as [number, number, number, ...number[]];
  if (digits === undefined) return undefined;
  const [day, hour, minute, second] = rest;
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second) + SECOND);
}

/** The name with another time; nothing where it has none. */
export const withTime = (name: string, time: Date): string | undefined =>
  TIME.test(name) ? name.replace(TIME, timeText(time)) : undefined;

/** The time for a new migration: now, but behind the one that it is made on top of, whose name may be of this second. */
export function timeBehind(last: string | null, now = new Date()): Date {
  const earliest = last === null ? undefined : secondAfter(last);
  return earliest !== undefined && earliest > now ? earliest : now;
}

/** A file without its ending, as MikroORM records it. */
export const nameOf = (fileName: string): string => fileName.replace(/\.[jt]s$/, '');
