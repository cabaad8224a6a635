import headless from "@xterm/headless";

/** What a full-screen program must not do between two changes of the terminal's size. */
export interface FrameFaults {
  /** The screen was scrolled: a frame was taller than it. */
  readonly scrolls: number;
  /** Frames with a row that went on in the next one: wider than the screen. */
  readonly wraps: number;
  /** The whole screen was cleared, reset, or entered again. */
  readonly clears: number;
}

const WHOLE_SCREEN = [2, 3];
const ALTERNATE_SCREENS = [47, 1047, 1049];

/** Reads what a program writes to a terminal of some size and counts what is amiss. */
export class FrameReader {
  readonly #terminal: InstanceType<typeof headless.Terminal>;
  #scrolls = 0;
  #wraps = 0;
  #clears = 0;

  constructor(columns: number, rows: number) {
    this.#terminal = new headless.Terminal({ cols: columns, rows, scrollback: 0, allowProposedApi: true });
    const { parser, buffer } = this.#terminal;
    this.#terminal.onScroll(() => {
      this.#scrolls += 1;
    });
    const clears = (isSo: (params: readonly (number | number[])[]) => boolean) => {
      return (params: (number | number[])[]) => {
        if (isSo(params)) this.#clears += 1;
        return false;
      };
    };
    // From the first cell on it is the same by another name.
    const isAtStart = () => buffer.active.cursorX === 0 && buffer.active.cursorY === 0;
    parser.registerCsiHandler(
      { final: "J" },
      clears(([what = 0]) => WHOLE_SCREEN.includes(Number(what)) || (Number(what) === 0 && isAtStart())),
    );
    parser.registerCsiHandler(
      { prefix: "?", final: "h" },
      clears((modes) => modes.some((mode) => ALTERNATE_SCREENS.includes(Number(mode)))),
    );
    parser.registerEscHandler({ final: "c" }, () => {
      this.#clears += 1;
      return false;
    });
  }

  write(data: string | Uint8Array): void {
    this.#terminal.write(data, () => {
      if (this.#hasWrapped()) this.#wraps += 1;
    });
  }

  /** All that has been written counts. */
  async faults(): Promise<FrameFaults> {
    await new Promise<void>((resolve) => this.#terminal.write("", resolve));
    return { scrolls: this.#scrolls, wraps: this.#wraps, clears: this.#clears };
  }

  dispose(): void {
    this.#terminal.dispose();
  }

  #hasWrapped(): boolean {
    const { active } = this.#terminal.buffer;
    for (let row = 0; row < this.#terminal.rows; row += 1)
      if (active.getLine(active.baseY + row)?.isWrapped === true) return true;
    return false;
  }
}
