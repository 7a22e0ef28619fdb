import { visible } from '../../problem/index.ts';
import { type Diagnostic, pointOf } from '../diagnostics.ts';

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' };

/** What ends a value, written so that it does not (docs.github.com, workflow commands). */
const inMessage = (text: string): string =>
  visible(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
const inProperty = (text: string): string => inMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** Annotations of GitHub Actions. */
export const github = (diagnostics: readonly Diagnostic[], base: string): string =>
  diagnostics
    .map(({ severity, code, message, location }) => {
      const place = pointOf(location, base);
      const where = place ? [`file=${inProperty(place.file)}`, `line=${place.line}`, `col=${place.column}`] : [];
      return `::${COMMANDS[severity]} ${[...where, `title=${code}`].join(',')}::${inMessage(message)}`;
    })
    .join('\n');
