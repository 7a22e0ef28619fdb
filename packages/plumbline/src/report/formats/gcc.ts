import { showPlace, visible } from '../../problem/index.ts';
import type { Diagnostic } from '../diagnostics.ts';

/** `file:line:column: severity CODE message`, one line each, as compilers print it and editors read it. */
export const gcc = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics
    .map(
      ({ place, severity, code, message }) =>
        `${place ? showPlace(place) : 'plumb'}: ${severity} ${code} ${visible(message.replaceAll(/\s*[\r\n]\s*/g, ' '))}`,
    )
    .join('\n');
