import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Note } from "./meeting.ts";

export interface Losses {
  /** Lines that were written and are not on disk. */
  readonly lines: number;
  /** Files that are not byte for byte what was written. */
  readonly files: number;
}

/** Compares what agents say they wrote with what is on disk. */
export function lossesIn(outputs: readonly { readonly note: Note; readonly output: string }[]): Losses {
  let lines = 0;
  let files = 0;
  for (const { note, output } of outputs) {
    const bytes = readFileSync(output);
    lines += note.lines - numbersIn(bytes.toString("utf8"), note.lines).size;
    if (createHash("sha256").update(bytes).digest("hex") !== note.sha256) files += 1;
  }
  return { lines, files };
}

function numbersIn(text: string, most: number): Set<number> {
  const numbers = Array.from(text.matchAll(/^line (\d+) at \d+ .*\n/gm), ([, number]) => Number(number));
  return new Set(numbers.filter((number) => number >= 1 && number <= most));
}
