import { commentLine, quotedText, template } from '../history/index.ts';
import type { Step } from '../planner/index.ts';

/** What a migration file says beside its statements. */
export interface Header {
  title: string;
  /** Paragraphs; each is a list of lines. */
  paragraphs: string[][];
}

/** A statement, and what it belongs to, which is said above the first of a group. */
type Statement = Pick<Step, 'sql' | 'group'>;

/** What is written into a migration file. */
export interface MigrationText {
  /** What the way back loses: the runner asks before it goes there. */
  downLoses?: readonly string[];
  className: string;
  /** The name of the migration that this one was made on top of. */
  parent: string | null;
  /** The digest of what was generated and proven; nothing for a file that somebody fills in. */
  proven?: string | undefined;
  header: Header;
  stage: { transactional: boolean; up: readonly Statement[]; down: readonly Statement[] };
}

/** The text of a migration: a plain MikroORM class, one statement for each `addSql`, grouped by object. */
export function renderMigration(file: MigrationText): string {
  const { className, parent, proven, header, stage, downLoses = [] } = file;
  return `import { Migration } from '@mikro-orm/migrations';

${renderHeader(header)}
export class ${className} extends Migration {
  static readonly parent = ${parent === null ? 'null' : quotedText(parent)};${proven === undefined ? '' : `\n  static readonly proven = '${proven}';`}
${downLoses.length === 0 ? '' : `  static readonly downLoses = [${downLoses.map(quotedText).join(', ')}];\n`}  override name = ${quotedText(className)};
${stage.transactional ? '' : `\n  override isTransactional(): boolean {\n    return false;\n  }\n`}
  override up(): void {
${renderStatements(stage.up)}
  }

  override down(): void {
${renderStatements(stage.down)}
  }
}
`;
}

function renderHeader({ title, paragraphs }: Header): string {
  const lines = [title, ...paragraphs.filter(lines => lines.length > 0).flatMap(paragraph => ['', ...paragraph])];
  return ['/**', ...lines.map(line => ` * ${commentLine(line)}`.trimEnd()), ' */'].join('\n');
}

function renderStatements(steps: readonly Statement[]): string {
  if (steps.length === 0) return '    // nothing to do';
  let group = '';
  return steps
    .flatMap(step => {
      const own = step.group;
      const heading = own === group ? [] : [`${group === '' ? '' : '\n'}    // ${commentLine(own)}`];
      group = own;
      return [...heading, `    this.addSql(${template(step.sql)});`];
    })
    .join('\n');
}
