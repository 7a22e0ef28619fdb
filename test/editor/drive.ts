/**
 * Takes every step in a real VS Code, on a copy of the project.
 *
 *   node test/editor/drive.ts [--images FOLDER] [WORD...]     the steps that hold all of the words, by default every one
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CONTAINERS } from './containers.ts';
import { DEBUGGING } from './debugging.ts';
import { openLab } from './lab.ts';
import { FIRST_CHANGE, PROBLEMS, RESET, TASKS } from './steps.ts';

const { values, positionals } = parseArgs({ options: { images: { type: 'string' } }, allowPositionals: true });
const all = [...FIRST_CHANGE, ...TASKS, ...PROBLEMS, ...DEBUGGING, ...CONTAINERS, ...RESET];
const steps = all.filter(({ what }) => positionals.every(word => what.includes(word)));
const failures = mkdtempSync(join(tmpdir(), 'plumbline-editor-failures-'));
const started = performance.now();
const lab = await openLab(values.images);
let failed = 0;
try {
  for (const [i, { what, run }] of steps.entries()) {
    const begun = performance.now();
    const said = await run(lab).then(
      result => `ok      ${what}${typeof result === 'string' ? `: ${result}` : ''}`,
      async (error: Error) => {
        failed += 1;
        const image = join(failures, `${i + 1}.png`);
        await lab.editor.screenshot(image);
        await lab.editor.page.keyboard.press('Escape');
        await lab.editor.page.keyboard.press('Shift+F5');
        return `FAILED  ${what}\n        ${error.message.split('\n').join('\n        ')}\n        ${image}`;
      },
    );
    process.stdout.write(`${said} (${((performance.now() - begun) / 1000).toFixed(1)} s)\n`);
  }
} finally {
  await lab.close();
}
const seconds = ((performance.now() - started) / 1000).toFixed(0);
process.stdout.write(`${steps.length - failed} of ${steps.length} steps in the editor, in ${seconds} s\n`);
process.exit(failed === 0 && steps.length > 0 ? 0 : 1);
