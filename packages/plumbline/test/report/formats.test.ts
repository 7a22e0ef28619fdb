import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PROBLEMS, type ProblemCode } from '../../src/problem/index.ts';
import { type Diagnostic, FORMATS } from '../../src/report/index.ts';
import { holds } from '../support/property.ts';

/** Characters that mean something in a workflow command, in a URI or in a line. */
const text = fc
  .array(fc.oneof(fc.constantFrom(...'%:,\r\n=; "\'', '::', '%0A', '##[', 'ü', '💥'), fc.string({ maxLength: 4 })), {
    minLength: 1,
    maxLength: 12,
  })
  .map(pieces => pieces.join(''))
  .filter(Boolean);
const count = fc.integer({ min: 1, max: 100_000 });
/** A file's name in a folder: a slash in it, or two dots, would be another path. */
const name = text.filter(one => one !== '' && !one.includes('/') && !/^\.{1,2}$/.test(one));
const diagnostic: fc.Arbitrary<Diagnostic> = fc.record({
  severity: fc.constantFrom('error', 'warning', 'note'),
  code: fc.constantFrom(...(Object.keys(PROBLEMS) as ProblemCode[])),
  message: text,
  location: fc.option(fc.record({ file: name.map(one => `/work/${one}`), line: count, column: count }), {
    nil: undefined,
  }),
});
const diagnostics = fc.array(diagnostic, { maxLength: 6 });

/** What a workflow command says, read as the runner of GitHub Actions reads it (actions/runner, ActionCommand.cs). */
function readCommand(line: string): { command: string; properties: Record<string, string>; message: string } {
  const [, command = '', given = '', message = ''] = /^::(\w+) (.*?)::(.*)$/s.exec(line) ?? [];
  const plain = (escaped: string): string =>
    escaped.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const properties = given.split(',').map(pair => {
    const at = pair.indexOf('=');
    const value = pair.slice(at + 1);
    return [pair.slice(0, at), plain(value.replaceAll('%3A', ':').replaceAll('%2C', ','))];
  });
  return { command, properties: Object.fromEntries(properties), message: plain(message) };
}

test('annotations of GitHub say what was meant, whatever characters it has', () =>
  holds(
    fc.property(diagnostics, all => {
      const output = FORMATS.github(all, '/work');
      const lines = output === '' ? [] : output.split('\n');
      expect(lines).toHaveLength(all.length);
      for (const [i, { severity, code, message, location }] of all.entries()) {
        expect(readCommand(lines[i] as string)).toEqual({
          command: severity === 'note' ? 'notice' : severity,
          properties: {
            ...(location && {
              file: location.file.slice('/work/'.length),
              line: String(location.line),
              col: String(location.column),
            }),
            title: code,
          },
          message,
        });
      }
    }),
  ));

/** What SARIF 2.1.0 demands of the parts that are written here (section 3 of the standard). */
const SARIF = {
  type: 'object',
  required: ['version', 'runs', '$schema'],
  properties: {
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['tool', 'results'],
        properties: {
          tool: {
            type: 'object',
            required: ['driver'],
            properties: {
              driver: {
                type: 'object',
                required: ['name', 'version', 'rules'],
                properties: {
                  rules: {
                    type: 'array',
                    uniqueItems: true,
                    items: {
                      type: 'object',
                      required: ['id', 'shortDescription', 'help'],
                      properties: { shortDescription: { $ref: '#/$defs/text' }, help: { $ref: '#/$defs/text' } },
                    },
                  },
                },
              },
            },
          },
          results: {
            type: 'array',
            items: {
              type: 'object',
              required: ['ruleId', 'ruleIndex', 'level', 'message'],
              properties: {
                level: { enum: ['none', 'note', 'warning', 'error'] },
                message: { $ref: '#/$defs/text' },
                locations: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['physicalLocation'],
                    properties: {
                      physicalLocation: {
                        type: 'object',
                        required: ['artifactLocation', 'region'],
                        properties: {
                          // a reference to a URI has neither spaces nor backslashes, nor anything beyond ASCII
                          artifactLocation: {
                            required: ['uri'],
                            properties: { uri: { type: 'string', pattern: '^[!-\\[\\]-~]+$' } },
                          },
                          region: {
                            required: ['startLine', 'startColumn'],
                            properties: {
                              startLine: { type: 'integer', minimum: 1 },
                              startColumn: { type: 'integer', minimum: 1 },
                            },
                          },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
  $defs: { text: { type: 'object', required: ['text'], properties: { text: { type: 'string', minLength: 1 } } } },
};

test('SARIF has its parts, and every result the rule that it names', () => {
  const validate = new Ajv2020({ allErrors: true, strictTypes: false, strictRequired: false }).compile(SARIF);
  return holds(
    fc.property(diagnostics, all => {
      const log = JSON.parse(FORMATS.sarif(all, '/work'));
      expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
      const [{ tool, results }] = log.runs;
      expect(results).toHaveLength(all.length);
      for (const [i, { code, message }] of all.entries()) {
        const { ruleId, ruleIndex } = results[i];
        expect(ruleId).toBe(code);
        expect(tool.driver.rules[ruleIndex]).toMatchObject({
          id: code,
          shortDescription: { text: PROBLEMS[code].title },
        });
        expect(results[i].message.text).toBe(message);
      }
    }),
  );
});

describe('lines as compilers print them', () => {
  test.each<[string, Diagnostic, string]>([
    [
      'with a location',
      {
        severity: 'error',
        code: 'PL200',
        message: 'it failed',
        location: { file: '/work/src/a.ts', line: 3, column: 9 },
      },
      'src/a.ts:3:9: error PL200 it failed',
    ],
    ['without one', { severity: 'warning', code: 'PL321', message: 'mind' }, 'plumb: warning PL321 mind'],
    ['on one line', { severity: 'note', code: 'PL321', message: 'mind\n  this' }, 'plumb: note PL321 mind this'],
  ])('%s', (_, one, line) => expect(FORMATS.gcc([one], '/work')).toBe(line));
});
