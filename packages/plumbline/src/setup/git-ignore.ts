import { join } from 'node:path';
import { type Edit, edit } from './edit.ts';
import { foldersUpward, textOf } from './files.ts';

/** The .gitignore of a project, with a folder in it that no commit should hold. */
export function ignoring(folder: string, ignored: string): Edit {
  const path = join(folder, '.gitignore');
  const isIgnored = foldersUpward(folder).some(at =>
    textOf(join(at, '.gitignore'))
      ?.split(/\r?\n/)
      .some(
        line =>
          line
            .trim()
            .replace(/^(?:\*\*)?\//, '')
            .replace(/\/$/, '') === ignored,
      ),
  );
  const before = textOf(path) ?? '';
  const eol = before.includes('\r\n') ? '\r\n' : '\n';
  const start = before === '' || before.endsWith('\n') ? before : before + eol;
  return edit(
    path,
    isIgnored ? before : `${start}${ignored}/${eol}`,
    `ignores ${ignored}, where the embedded database is kept`,
  );
}
