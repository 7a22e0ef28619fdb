/** What a person can say about a change, in one grammar for flags, the decisions file and the header of a migration. */
export const ANSWERS = ['rename', 'no-rename', 'convert', 'fill', 'replace', 'empty', 'keep', 'drop'] as const;

/** The kind of an answer and its text: `rename`, `column users.phone=mobile`; `keep`, `trigger users.touch`. */
export interface Answer {
  flag: (typeof ANSWERS)[number];
  text: string;
}

/** Something that only a person can say. Nothing is planned on a guess. */
export interface Question {
  /** A stable name of the rule, in kebab case. */
  id: string;
  /** What is unclear, as a sentence without a full stop. */
  message: string;
  /** The id of the object that it is about. */
  object: string;
  choices: Choice[];
}

/** One way to answer a question. */
export interface Choice {
  answer: Answer;
  /** What it does, to the rows too. */
  effect: string;
}

export const choice = (flag: Answer['flag'], text: string, effect: string): Choice => ({
  answer: { flag, text },
  effect,
});

/** The part of an answer's text that the person has still to write. */
export const EXPRESSION = 'EXPRESSION';
