import { EventEmitter } from "node:events";
import { PassThrough } from "node:stream";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import xterm from "@xterm/headless";

/** One cell of the screen. */
export interface Cell {
  /** Empty for the second half of a wide character. */
  readonly text: string;
  /** `#rrggbb`, `ansi-<n>`, or `null` for the terminal's own colour. */
  readonly color: string | null;
  readonly background: string | null;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly inverse: boolean;
}

/** What a program writes to: a terminal without a window, to be looked at cell by cell. */
export class VirtualTerminal {
  readonly stdout: NodeJS.WriteStream;
  readonly stdin: NodeJS.ReadStream;
  /** Everything written so far. */
  written = "";
  title = "";
  readonly #terminal: xterm.Terminal;
  readonly #input: PassThrough & { isTTY: boolean };
  readonly #output = new EventEmitter();

  constructor(columns = 80, rows = 24) {
    this.#terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
    this.#terminal.loadAddon(new Unicode11Addon());
    this.#terminal.unicode.activeVersion = "11";
    this.#terminal.onTitleChange((title) => {
      this.title = title;
    });
    this.#input = Object.assign(new PassThrough(), {
      isTTY: true,
      setRawMode: () => this.#input,
      ref: () => this.#input,
      unref: () => this.#input,
    });
    this.stdin = this.#input as unknown as NodeJS.ReadStream;
    this.stdout = Object.assign(this.#output, {
      isTTY: true,
      columns,
      rows,
      writable: true,
      getColorDepth: () => 24,
      write: (data: string, ...rest: readonly unknown[]) => {
        this.written += data;
        const callback = rest.at(-1);
        this.#terminal.write(data, typeof callback === "function" ? () => callback() : undefined);
        return true;
      },
    }) as unknown as NodeJS.WriteStream;
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    Object.assign(this.stdout, { columns, rows });
    this.#output.emit("resize");
  }

  /** Types as fast as a terminal would deliver it: in one piece. */
  type(keys: string): void {
    this.#input.write(keys);
  }

  paste(text: string): void {
    this.#input.write(`\u001b[200~${text}\u001b[201~`);
  }

  /** The program is on the alternate screen. */
  get isAlternate(): boolean {
    return this.#terminal.buffer.active.type === "alternate";
  }

  /** By what was written last. */
  get isCursorShown(): boolean {
    return this.written.lastIndexOf("\u001b[?25h") >= this.written.lastIndexOf("\u001b[?25l");
  }

  get cursor(): { readonly x: number; readonly y: number } {
    const { cursorX, cursorY } = this.#terminal.buffer.active;
    return { x: cursorX, y: cursorY };
  }

  /** The rows of the screen without the spaces at their ends. */
  get lines(): string[] {
    const { active } = this.#terminal.buffer;
    // After it has shrunk a line may hold more than can be seen of it.
    return Array.from(
      { length: this.#terminal.rows },
      (_, row) =>
        active.getLine(active.viewportY + row)?.translateToString(true, 0, this.#terminal.cols) ?? "",
    );
  }

  get text(): string {
    return this.lines.join("\n");
  }

  /** The cells of the screen, row by row. */
  get cells(): Cell[][] {
    const { active } = this.#terminal.buffer;
    return Array.from({ length: this.#terminal.rows }, (_, row) => {
      const line = active.getLine(active.viewportY + row);
      return Array.from({ length: this.#terminal.cols }, (_unused, column): Cell => {
        const cell = line?.getCell(column);
        if (cell === undefined)
          return { text: " ", color: null, background: null, bold: false, dim: false, inverse: false };
        return {
          text: cell.getWidth() === 0 ? "" : cell.getChars() || " ",
          color: colorName(cell.isFgRGB(), cell.isFgPalette(), cell.getFgColor()),
          background: colorName(cell.isBgRGB(), cell.isBgPalette(), cell.getBgColor()),
          bold: cell.isBold() !== 0,
          dim: cell.isDim() !== 0,
          inverse: cell.isInverse() !== 0,
        };
      });
    });
  }

  /** Waits until everything written has reached the screen. */
  async settle(): Promise<void> {
    await new Promise<void>((resolve) => this.#terminal.write("", resolve));
  }

  /** Waits until the screen is as described; fails with what is on it instead. */
  async waitFor(
    condition: string | RegExp | ((screen: string) => boolean),
    timeoutMs = 20_000,
  ): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      await this.settle();
      const screen = this.text;
      // Within a synchronized update nothing reaches the glass.
      if (!this.#terminal.modes.synchronizedOutputMode && fits(condition, screen)) return;
      if (performance.now() > deadline) throw new Error(`not on the screen: ${condition}\n${screen}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Waits until nothing has been written for a while: colours come a moment after the words. */
  async untilStill(milliseconds = 200): Promise<void> {
    for (let seen = -1; seen !== this.written.length; ) {
      seen = this.written.length;
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      await this.settle();
    }
  }

  dispose(): void {
    this.#terminal.dispose();
  }
}

function fits(condition: string | RegExp | ((screen: string) => boolean), screen: string): boolean {
  if (typeof condition === "string") return screen.includes(condition);
  return condition instanceof RegExp ? condition.test(screen) : condition(screen);
}

function colorName(isRgb: boolean, isPalette: boolean, color: number): string | null {
  if (isRgb) return `#${color.toString(16).padStart(6, "0")}`;
  return isPalette ? `ansi-${color}` : null;
}
