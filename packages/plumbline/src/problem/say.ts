/** Says what is no result, for people: a warning, or what is waited for. Where it is heard, is up to who gives it. */
export type Say = (text: string) => void;

/** Nobody listens. */
export const silent: Say = () => {};
