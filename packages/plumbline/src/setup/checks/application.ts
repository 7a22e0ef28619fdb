import { basename } from 'node:path';
import { sourceFiles, textOf } from '../files.ts';
import { isWrapper, stemOf } from '../wrapper.ts';
import { type DoctorCheck, type DoctorFinding, type Inspected, judged } from './check.ts';

/** Code that runs migrations by MikroORM's own interface. */
const CALLS = /\.getMigrator\(\)|\b\w*orm\w*\s*\.migrator\b|\(MikroORM\)\s*\.migrator\b/i;
/** Code that makes an ORM of a configuration. */
const MAKES = /\bMikroORM\.init(?:Sync)?\b|\bnew MikroORM\(|\bMikroOrmModule\.forRoot/;

interface Source {
  file: string;
  lines: string[];
}

/** Whether the application runs migrations, and by which configuration. */
export async function checkApplication({ found }: Inspected): Promise<DoctorCheck> {
  const own = found.configuration.path;
  const sources = await sourcesOf(found.project.folder, own);
  const calling = sources.filter(({ lines }) => lines.some(line => isCode(line) && CALLS.test(line)));
  if (calling.length === 0) return judged('application', [], 'runs no migrations');
  const making = sources.filter(({ lines }) => lines.some(line => isCode(line) && MAKES.test(line)));
  const stock = making.filter(({ lines }) => !lines.some(isPlumblines));
  const findings = found.isOwn ? [] : stock.map(source => finding(source, calling, own));
  return judged('application', findings, 'runs migrations by Plumbline’s configuration');
}

const isCode = (line: string): boolean => !/^\s*(?:\/\/|\*|\/\*)/.test(line);
const isPlumblines = (line: string): boolean => /['"][^'"]*plumb\.config[^'"]*['"]|\badopt\(|\bplumbline\(/.test(line);

async function sourcesOf(folder: string, own: string): Promise<Source[]> {
  const sources: Source[] = [];
  for await (const file of sourceFiles(folder)) {
    if (file === own || isWrapper(file) || file.endsWith('.d.ts')) continue;
    const text = textOf(file) ?? '';
    if (text.includes('ikroO') || CALLS.test(text)) sources.push({ file, lines: text.split('\n') });
  }
  return sources;
}

/** The line to change: the import of the configuration where it is imported, and else where the ORM is made. */
function finding({ file, lines }: Source, calling: readonly Source[], own: string): DoctorFinding {
  const stem = stemOf(own);
  const imported = lines.findIndex(line =>
    new RegExp(`['"][^'"]*${stem.replaceAll('.', '\\.')}(?:\\.[cm]?[jt]s)?['"]`).test(line),
  );
  const at = imported === -1 ? lines.findIndex(line => isCode(line) && MAKES.test(line)) : imported;
  const line = (lines[at] ?? '').trim();
  const [call = { file, lines }] = calling;
  const callAt = call.lines.findIndex(one => isCode(one) && CALLS.test(one)) + 1;
  return {
    code: 'PL611',
    what: 'the application runs migrations by MikroORM’s own migrator',
    location: { file, line: at + 1 },
    why: `${basename(call.file)}:${callAt} calls the migrator, and this line gives it a configuration that is not wrapped`,
    fix:
      imported === -1
        ? `wrap what it gives in adopt(…) of mikro-orm-plumbline`
        : `write ${line.replace(stem, 'plumb.config')}`,
  };
}
