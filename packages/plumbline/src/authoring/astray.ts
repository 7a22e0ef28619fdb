import { reversed } from '../compare/index.ts';
import type { ProofFailure } from '../proof/index.ts';
import { sayUnsupported, summarizeDifferences } from '../report/index.ts';

/** Differences that one screen shows. */
const SHOWN = 6;

/** Where migrations led that should have led elsewhere: what is there too much, too little, or otherwise. */
export const sayAstray = ({ message, differences, unsupported }: ProofFailure): string =>
  [
    `${message}:`,
    ...summarizeDifferences(differences.map(reversed), SHOWN),
    ...(unsupported.length > 0 ? [`not modelled: ${sayUnsupported(unsupported)}`] : []),
  ].join('\n');
