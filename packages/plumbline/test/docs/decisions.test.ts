import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, test } from 'vitest';
import { decide } from '../../src/compare/index.ts';
import { REPOSITORY } from '../support/repository.ts';

describe('the schema of the decisions file', () => {
  const validate = new Ajv2020().compile(
    JSON.parse(readFileSync(join(REPOSITORY, 'docs/json/decisions.json'), 'utf8')),
  );

  test.each([
    ['rename', 'column users.phone=mobile', true],
    ['rename', 'table t=billing.t', true],
    ['rename', 'users.phone=mobile', false],
    ['rename', 'column users.phone', false],
    ['no-rename', 'column users.phone=nickname', true],
    ['convert', 'users.tags=array[tags]', true],
    ['convert', 'users.tags', false],
    ['fill', `users.locale='en'`, true],
    ['replace', 'doc_status.old=done', true],
    ['replace', '=done', false],
    ['empty', 'drafts', true],
  ] as const)('%s: %s is allowed by it as by the command: %s', (flag, text, isAllowed) => {
    expect(validate({ $schema: './docs/json/decisions.json', [flag]: [text] })).toBe(isAllowed);
    const command = () => decide([{ flag, text }]);
    if (isAllowed) expect(command).not.toThrow();
    else expect(command).toThrow();
  });

  it('knows no other flag', () => expect(validate({ renames: [] })).toBe(false));
});
