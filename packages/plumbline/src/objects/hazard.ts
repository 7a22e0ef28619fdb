export type HazardKind = 'data-loss' | 'may-fail' | 'blocks' | 'note';

/** Something that a person should know before a step runs. */
export interface Hazard {
  kind: HazardKind;
  /** A stable name of the rule, in kebab case. */
  id: string;
  /** What happens, with the number of rows where it is known. */
  message: string;
  /** Whether rows that are there show it: it does not only may happen. */
  isSeen?: boolean;
  /** What to do about it. */
  instead?: string;
  /** The id of the object whose change brings it. */
  object?: string;
}

/** A hazard, and the id of the object whose change brings it. */
export interface ObjectHazard {
  object: string;
  hazard: Hazard;
}
