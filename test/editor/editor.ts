import { setTimeout as sleep } from 'node:timers/promises';

/** What is used of a page of Playwright. */
export interface Page {
  keyboard: { press(keys: string): Promise<void>; type(text: string, options?: object): Promise<void> };
  locator(selector: string, options?: object): Locator;
  screenshot(options: object): Promise<unknown>;
}

/** What is asked of an element, in the page. */
interface Row {
  textContent: string;
  classList: { contains(name: string): boolean };
  getAttribute(name: string): string | null;
}

interface Locator {
  evaluateAll<T>(ask: (rows: Row[]) => T): Promise<T>;
  allInnerTexts(): Promise<string[]>;
  count(): Promise<number>;
  first(): Locator;
  last(): Locator;
  click(options?: object): Promise<void>;
  dblclick(options?: object): Promise<void>;
  isVisible(): Promise<boolean>;
  waitFor(options?: object): Promise<void>;
  getAttribute(name: string): Promise<string | null>;
}

/** A row of the Problems panel. */
export interface Marker {
  file: string;
  line: number;
  column: number;
  code: string;
  message: string;
}

/** How long anything is waited for, in milliseconds: the machine may be busy. */
const PATIENCE = 45_000;

/** The steps that a person takes in VS Code. */
export class Editor {
  readonly page: Page;
  /** Where the breakpoint is. */
  #break: { file: string; line: number } | undefined;

  constructor(page: Page) {
    this.page = page;
  }

  /** Waits until something is so; says what was there instead when it never is. */
  async until<T>(what: string, look: () => Promise<T>, isIt: (seen: T) => boolean, patience = PATIENCE): Promise<T> {
    const over = performance.now() + patience;
    for (;;) {
      const seen = await look();
      if (isIt(seen)) return seen;
      if (performance.now() > over) throw new Error(`${what}: not so, but ${JSON.stringify(seen)?.slice(0, 1500)}`);
      await sleep(150);
    }
  }

  /** Types into the box that some keys open, and takes the row that is called so. */
  async pick(keys: string, typed: string, text: string): Promise<void> {
    await this.page.keyboard.press(keys);
    await this.page.locator('.quick-input-widget').first().waitFor({ state: 'visible' });
    await this.page.keyboard.type(typed, { delay: 10 });
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
    await row.waitFor({ timeout: PATIENCE });
    // rows move while they are found, and a click would meet the one beside it
    await sleep(400);
    await row.click();
    await sleep(400);
  }

  command = (name: string): Promise<void> => this.pick('F1', name, name);

  async openFile(name: string): Promise<void> {
    for (let tries = 1; ; tries++) {
      await this.pick('Control+P', name, name);
      const [tab = ''] = await this.page.locator('.tab.active').allInnerTexts();
      // a tab has the ending of its name on a line of its own
      if (tab.replaceAll(/\s/g, '').startsWith(name)) return;
      if (tries === 3) throw new Error(`${name} was not opened, but ${tab}`);
    }
  }

  runTask = (label: string): Promise<void> => this.pick('Control+P', `task ${label}`, label);
  debug = (name: string): Promise<void> => this.pick('Control+P', `debug ${name}`, name);

  /** Answers the box in which a task asks something: a text, or the row of that name. */
  async answer(text: string): Promise<void> {
    await this.page.locator('.quick-input-widget').first().waitFor({ state: 'visible' });
    await sleep(300);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text, { delay: 10 });
    await sleep(300);
    await this.page.keyboard.press('Enter');
  }

  /** What the terminal that is in front shows. */
  terminal = async (): Promise<string> =>
    (await this.page.locator('.terminal-wrapper.active .xterm-rows > div').allInnerTexts())
      .join('\n')
      .replaceAll('\u00a0', ' ');

  /** Waits until the terminal says something, however its lines are broken. */
  untilTerminal = (text: RegExp, patience = PATIENCE): Promise<string> =>
    this.until(`the terminal says ${text}`, this.terminal, seen => text.test(seen.replaceAll('\n', '')), patience);

  /** What the Problems panel has, one for each marker; a file is its name and its folder in one word. */
  async markers(): Promise<Marker[]> {
    const rows = await this.page.locator('.markers-panel .monaco-list-row').allInnerTexts();
    let file = '';
    return rows.flatMap(row => {
      const [, line, column] = /\[Ln (\d+), Col (\d+)\]/.exec(row) ?? [];
      const cells = row.split('\n');
      if (line === undefined) {
        file = cells[0] ?? '';
        return [];
      }
      const code = cells.find(cell => /^(?:PL|TS)\d{3,5}$/.test(cell)) ?? '';
      return [{ file, line: Number(line), column: Number(column), code, message: cells.join(' ') }];
    });
  }

  async showProblems(): Promise<void> {
    if (!(await this.page.locator('.markers-panel').first().isVisible())) await this.command('View: Focus Problems');
  }

  /** A task that fails brings its terminal to the front. */
  async #shownMarkers(): Promise<Marker[]> {
    await this.showProblems();
    return this.markers();
  }

  /** Waits until the Problems panel has a marker. */
  async untilMarked(wanted: Partial<Marker>): Promise<Marker> {
    const fits = (marker: Marker): boolean =>
      Object.entries(wanted).every(([key, value]) =>
        key === 'file'
          ? marker.file.startsWith(String(value))
          : key === 'message'
            ? marker.message.includes(String(value))
            : marker[key as keyof Marker] === value,
      );
    const all = await this.until(
      `marked: ${JSON.stringify(wanted)}`,
      () => this.#shownMarkers(),
      seen => seen.some(fits),
    );
    return all.find(fits) as Marker;
  }

  async untilUnmarked(): Promise<void> {
    await this.until(
      'nothing is marked',
      () => this.#shownMarkers(),
      seen => seen.length === 0,
    );
  }

  /** Sets a breakpoint, the only one. */
  async breakAt(file: string, line: number): Promise<void> {
    await this.breakNowhere();
    this.#break = { file, line };
    await this.#toggleBreakpoint(this.#break);
  }

  async breakNowhere(): Promise<void> {
    if (this.#break) await this.#toggleBreakpoint(this.#break);
    this.#break = undefined;
  }

  async #toggleBreakpoint({ file, line }: { file: string; line: number }): Promise<void> {
    await this.openFile(file);
    await this.page.keyboard.press('Control+G');
    await sleep(300);
    await this.page.keyboard.type(String(line));
    await this.page.keyboard.press('Enter');
    await sleep(300);
    await this.page.keyboard.press('F9');
    await sleep(300);
  }

  /** Waits until the program stands still, and says at which line. */
  async untilPaused(patience = PATIENCE): Promise<number> {
    const place = /(\d+):\d+\s*$/;
    // several processes may be listed: the frame that is shown is the selected one, or the first of the selected process
    const rows = (): Promise<{ at: number; text: string; selected: boolean }[]> =>
      this.page.locator('.debug-call-stack .monaco-list-row').evaluateAll(all =>
        all.map(row => ({
          at: Number(row.getAttribute('data-index')),
          text: row.textContent,
          selected: row.classList.contains('selected'),
        })),
      );
    const frame = (all: Awaited<ReturnType<typeof rows>>) => {
      const from = all.find(({ selected }) => selected)?.at ?? 0;
      return all.filter(({ at, text }) => at >= from && place.test(text)).sort((a, b) => a.at - b.at)[0];
    };
    const seen = await this.until(
      'it stops at a breakpoint',
      rows,
      all => all.some(({ text }) => text.includes('Paused')) && frame(all) !== undefined,
      patience,
    );
    const [, line] = place.exec(frame(seen)?.text ?? '') ?? [];
    return Number(line);
  }

  /** Lets the program go on, and waits until it has ended. */
  async goOn(): Promise<void> {
    await this.page.keyboard.press('F5');
    await sleep(1000);
  }

  /** Opens the local variables, and waits until one is shown. */
  async untilVariable(text: string | RegExp): Promise<void> {
    const rows = this.page.locator('.debug-variables .monaco-list-row');
    await rows.first().waitFor();
    if ((await rows.count()) < 4) {
      await rows.first().click();
      await this.page.keyboard.press('ArrowRight');
    }
    await this.until('a variable is readable', this.variables, rows =>
      rows.some(row => row.replaceAll('\n', ' ').match(text)),
    );
  }

  /** The rows of the variables, as they are shown. */
  variables = (): Promise<string[]> => this.page.locator('.debug-variables .monaco-list-row').allInnerTexts();

  screenshot = async (path: string): Promise<void> => {
    await this.page.screenshot({ path, animations: 'disabled' });
  };
}
