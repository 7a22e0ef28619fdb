import type { Expectation } from '../adoption/index.ts';
import type { Step } from '../plan/index.ts';
import type { ProvenStage } from '../proof/index.ts';

/** What a migration file says beside its statements. */
export interface Header {
  title: string;
  /** Paragraphs; each is a list of lines. */
  paragraphs: string[][];
}

export interface MigrationFile {
  className: string;
  /** The name of the migration that this one was made on top of. */
  parent: string | null;
  header: Header;
  stage: Pick<ProvenStage, 'transactional' | 'down'> & { up: readonly Step[] };
  /** What an adopted database is compared with. */
  expectation?: Expectation | undefined;
}

/** The text of a migration: a plain MikroORM class, one statement for each `addSql`, grouped by object. */
export function renderMigration({ className, parent, header, stage, expectation }: MigrationFile): string {
  const imports = expectation
    ? `import { addMissingColumns, reportDifferences } from '../toolkit/adoption/index.ts';\n`
    : '';
  const constant = expectation
    ? `\n/** What is there afterwards, in PostgreSQL's words. */\nconst EXPECTED = ${JSON.stringify(expectation, null, 2)};\n`
    : '';
  return `import { Migration } from '@mikro-orm/migrations';
${imports}
${renderHeader(header)}
export class ${className} extends Migration {
  static readonly parent = ${parent === null ? 'null' : `'${parent}'`};
  override name = '${className}';
${stage.transactional ? '' : `\n  override isTransactional(): boolean {\n    return false;\n  }\n`}
  override up(): void {
${renderStatements(stage.up)}
  }

  override down(): void {
${renderStatements(stage.down)}
  }
}
${constant}`;
}

function renderHeader({ title, paragraphs }: Header): string {
  const lines = [title, ...paragraphs.filter(lines => lines.length > 0).flatMap(paragraph => ['', ...paragraph])];
  return ['/**', ...lines.map(line => ` * ${line.replaceAll('*/', '* /')}`.trimEnd()), ' */'].join('\n');
}

function renderStatements(steps: readonly Step[]): string {
  if (steps.length === 0) return '    // nothing to do';
  let group = '';
  return steps
    .flatMap(step => {
      const own = step.group;
      const heading = own === group ? [] : [`${group === '' ? '' : '\n'}    // ${own}`];
      group = own;
      return [...heading, `    this.addSql(${step.call ?? template(step.sql)});`];
    })
    .join('\n');
}

/** SQL as a template literal, character by character: a line break may stand in a literal or a function's body. */
export const template = (sql: string): string => `\`${sql.replaceAll(/[`\\]|\$\{/g, match => `\\${match}`)}\``;
