import { visible } from '../../problem/index.ts';
import { type Diagnostic, pointOf } from '../diagnostics.ts';

/** `file:line:column: severity CODE message`, one line each, as compilers print it and editors read it. */
export const gcc = (diagnostics: readonly Diagnostic[], base: string): string =>
  diagnostics
    .map(({ location, severity, code, message }) => {
      const point = pointOf(location, base);
      const where = point ? `${point.file}:${point.line}:${point.column}` : 'plumb';
      return `${where}: ${severity} ${code} ${visible(message.replaceAll(/\s*[\r\n]\s*/g, ' '))}`;
    })
    .join('\n');
