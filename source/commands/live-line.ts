/** The last line of a terminal, written over again and again: how far something is. */
export interface LiveLine {
  /** How much of it fits; `null` where nobody looks on, and then nothing is ever shown. */
  readonly columns: number | null;
  /** @param text one line that fits */
  show(text: string): void;
  clear(): void;
  /** Writes something else in its place, and the line again below that. */
  above(write: () => void): void;
}

/** The part of a terminal that is needed here. */
interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const CLEARED = "\r\u001b[K";
const USUAL_COLUMNS = 80;

export function createLiveLine(terminal: Terminal, env: NodeJS.ProcessEnv): LiveLine {
  const isLookedAt = terminal.isTTY === true && env.TERM !== "dumb";
  let shown = "";

  function show(text: string): void {
    if (!isLookedAt || text === shown) return;
    terminal.write(CLEARED + text);
    shown = text;
  }

  return {
    get columns() {
      // Not the last column: there the cursor of some terminals goes to the next line. Some say 0 for not knowing.
      return isLookedAt ? (terminal.columns || USUAL_COLUMNS) - 1 : null;
    },
    show,
    clear: () => show(""),
    above(write) {
      const text = shown;
      show("");
      write();
      show(text);
    },
  };
}
