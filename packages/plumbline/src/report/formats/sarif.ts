import { ADVICE, PROBLEMS } from '../../problem/index.ts';
import { version } from '../../version.ts';
import type { Diagnostic } from '../diagnostics.ts';

/** SARIF 2.1.0, one run (docs.oasis-open.org/sarif/sarif/v2.1.0). */
export function sarif(diagnostics: readonly Diagnostic[]): string {
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
        results: diagnostics.map(({ severity, code, message, place }) => ({
          ruleId: code,
          ruleIndex: codes.indexOf(code),
          level: severity,
          message: { text: message },
          ...(place && { locations: [locationOf(place)] }),
        })),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

const locationOf = ({ file, line, column }: NonNullable<Diagnostic['place']>) => ({
  physicalLocation: {
    artifactLocation: { uri: file.split(/[\\/]/).map(encodeURIComponent).join('/') },
    region: { startLine: line, startColumn: column },
  },
});
