import { ADVICE, PROBLEMS } from '../../problem/index.ts';
import { version } from '../../version.ts';
import { type Diagnostic, pointOf } from '../diagnostics.ts';

/** SARIF 2.1.0, one run (docs.oasis-open.org/sarif/sarif/v2.1.0). */
export function sarif(diagnostics: readonly Diagnostic[], base: string): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'plumbline',
            version,
            rules: codes.map(id => ({
              id,
              shortDescription: { text: PROBLEMS[id].title },
              help: { text: ADVICE[id] },
            })),
          },
        },
        results: diagnostics.map(({ severity, code, message, location }) => ({
          ruleId: code,
          ruleIndex: codes.indexOf(code),
          level: severity,
          message: { text: message },
          ...sarifLocation(pointOf(location, base)),
        })),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

const sarifLocation = (point: ReturnType<typeof pointOf>) =>
  point && {
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: point.file.split(/[\\/]/).map(encodeURIComponent).join('/') },
          region: { startLine: point.line, startColumn: point.column },
        },
      },
    ],
  };
