import { randomUUID } from "node:crypto";
import { type IPty, spawn } from "@lydell/node-pty";
import unicode11 from "@xterm/addon-unicode11";
import headless from "@xterm/headless";
import { carriersOf, signalProcess } from "../../source/processes/tree.ts";
import { eventually } from "./eventually.ts";
import { type Modes, watchModes } from "./terminal-modes.ts";

export interface ProgramOptions {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment; only `TERM` and what marks the program's processes are added. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly columns?: number;
  readonly rows?: number;
  /** What the terminal answers when it is asked for its background: `rgb:ffff/ffff/ffff`. It may be silent. */
  readonly background?: string | undefined;
}

/** How a cell looks. Colours are numbers of the palette, or RGB; `null` is the terminal's own. */
export interface Cell {
  readonly text: string;
  readonly foreground: number | null;
  readonly background: number | null;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly inverse: boolean;
}

export interface Ending {
  readonly code: number;
  readonly signal: number;
}

type Expectation = string | RegExp | ((screen: string) => boolean);

const MARK = "PSEUDO_TERMINAL";
const PATIENCE_MS = 30_000;

/** A program in a real pseudo-terminal, in front of an emulator that says what a person would see. */
export class PseudoTerminal {
  readonly pid: number;
  readonly modes: Modes;
  /** What called for the person: `bell`, or a notification (OSC 9 and 777) as it came. */
  readonly calls: string[] = [];
  /** Settles when the program has ended and everything it wrote is on the screen. */
  readonly ended: Promise<Ending>;
  readonly #mark = randomUUID();
  readonly #pty: IPty;
  readonly #emulator: InstanceType<typeof headless.Terminal>;
  readonly #watchers = new Set<(at: number) => void>();
  readonly #readers = new Set<(data: string | Uint8Array) => void>();
  /** What is on the glass: within a synchronized update it stays as it was. */
  #glass: string[] = [];
  #bytesWritten = 0;
  #clipboard: string | null = null;
  #ending: Ending | null = null;

  constructor({ file, args, cwd, env, columns = 120, rows = 40, background }: ProgramOptions) {
    this.#emulator = new headless.Terminal({
      cols: columns,
      rows,
      scrollback: 0,
      allowProposedApi: true,
      windowOptions: { pushTitle: true, popTitle: true },
    });
    this.#emulator.loadAddon(new unicode11.Unicode11Addon());
    this.#emulator.unicode.activeVersion = "11";
    this.modes = watchModes(this.#emulator);
    this.#emulator.parser.registerOscHandler(52, (data) => {
      this.#clipboard = Buffer.from(data.replace(/^[a-z0-9]*;/, ""), "base64").toString();
      return true;
    });
    this.#pty = spawn(file, [...args], {
      name: "xterm-256color",
      cols: columns,
      rows,
      cwd,
      env: { ...env, TERM: "xterm-256color", [MARK]: this.#mark },
      encoding: null,
    });
    this.pid = this.#pty.pid;
    this.#emulator.onData((reply) => this.press(reply));
    this.#emulator.onBell(() => this.calls.push("bell"));
    for (const kind of [9, 777])
      this.#emulator.parser.registerOscHandler(kind, (text) => this.calls.push(`${kind};${text}`) > 0);
    this.#emulator.parser.registerOscHandler(11, () => {
      if (background !== undefined) this.press(`\u001b]11;${background}\u0007`);
      return true;
    });
    this.#pty.onData((data: string | Uint8Array) => this.#show(data));
    this.#refresh();
    this.ended = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal = 0 }) => {
        this.#emulator.write("", () => {
          this.#ending = { code: exitCode, signal };
          this.#refresh();
          this.#notify(performance.now());
          resolve(this.#ending);
        });
      });
    });
  }

  #show(data: string | Uint8Array): void {
    const at = performance.now();
    this.#bytesWritten += data.length;
    for (const reader of this.#readers) reader(data);
    this.#emulator.write(data, () => {
      if (this.#emulator.modes.synchronizedOutputMode) return;
      this.#refresh();
      this.#notify(at);
    });
  }

  #refresh(): void {
    const buffer = this.#emulator.buffer.active;
    this.#glass = Array.from({ length: this.#emulator.rows }, (_, row) =>
      (buffer.getLine(buffer.baseY + row)?.translateToString(true) ?? "").replaceAll("\u00a0", " ").trimEnd(),
    );
  }

  #notify(at: number): void {
    for (const watcher of [...this.#watchers]) watcher(at);
  }

  /** Calls with the time (of `performance.now()`) of every change of what is seen; returns what ends that. */
  watch(watcher: (at: number) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Calls with everything that the program writes, as it writes it; returns what ends that. */
  read(reader: (data: string | Uint8Array) => void): () => void {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }

  /** What was put on the clipboard last; `null` where nothing was. */
  get clipboard(): string | null {
    return this.#clipboard;
  }

  get bytesWritten(): number {
    return this.#bytesWritten;
  }

  get columns(): number {
    return this.#emulator.cols;
  }

  /** The rows of the screen, without the blanks at their ends; every blank is a plain space. */
  rows(): readonly string[] {
    return this.#glass;
  }

  screen(): string {
    return this.rows().join("\n");
  }

  /** The cell in a row and a column, both from 0. */
  cell(row: number, column: number): Cell | null {
    const buffer = this.#emulator.buffer.active;
    const cell = buffer.getLine(buffer.baseY + row)?.getCell(column);
    if (cell === undefined) return null;
    return {
      text: cell.getChars(),
      foreground: cell.isFgDefault() ? null : cell.getFgColor(),
      background: cell.isBgDefault() ? null : cell.getBgColor(),
      bold: cell.isBold() !== 0,
      dim: cell.isDim() !== 0,
      inverse: cell.isInverse() !== 0,
    };
  }

  press(keys: string): void {
    if (this.#ending === null) this.#pty.write(keys);
  }

  resize(columns: number, rows: number): void {
    this.#emulator.resize(columns, rows);
    this.#refresh();
    this.#pty.resize(columns, rows);
  }

  /** Waits until the screen shows it. @throws with the screen, where the time runs out or the program ends before */
  waitFor(expectation: Expectation, timeoutMs = PATIENCE_MS): Promise<string> {
    const isMet = toPredicate(expectation);
    return new Promise((resolve, reject) => {
      const settle = (failure: string | null) => {
        clearTimeout(timer);
        unwatch();
        const screen = this.screen();
        if (failure === null) resolve(screen);
        else reject(new Error(`${failure} ${String(expectation)}, the screen is:\n${screen}`));
      };
      const look = () => {
        if (isMet(this.screen())) settle(null);
        else if (this.#ending !== null) settle("the program ended before it showed");
      };
      const timer = setTimeout(() => settle(`after ${timeoutMs} ms it does not show`), timeoutMs);
      const unwatch = this.watch(look);
      look();
    });
  }

  signal(name: NodeJS.Signals): void {
    signalProcess(this.pid, name);
  }

  /** Closes the terminal, as when its window is closed or the line is cut. */
  hangUp(): void {
    // `destroy` is there, and only the types leave it out.
    (this.#pty as IPty & { destroy(): void }).destroy();
  }

  /** The pids of all living processes that the program has started, itself included, detached ones too. */
  processes(): number[] {
    return carriersOf({ [MARK]: this.#mark }).map(({ pid }) => pid);
  }

  /** Waits until every process that the program has started is gone, itself included. */
  async emptied(): Promise<void> {
    await eventually("nothing of it is left", () => this.processes().length === 0);
  }

  /** Ends everything that was started here. */
  async close(): Promise<void> {
    if (this.#ending === null) this.signal("SIGKILL");
    for (let left = this.processes(); left.length > 0; left = this.processes())
      for (const pid of left) signalProcess(pid, "SIGKILL");
    await this.ended;
    this.#emulator.dispose();
  }
}

function toPredicate(expectation: Expectation): (screen: string) => boolean {
  if (typeof expectation === "string") return (screen) => screen.includes(expectation);
  if (typeof expectation === "function") return expectation;
  return (screen) => expectation.test(screen);
}
