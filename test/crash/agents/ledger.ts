import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

type Stream = "stdout" | "stderr";

/** What the agents of a workflow have noted of themselves, whatever became of what they said. */
export interface Ledger {
  readonly folder: string;
  /** How often an agent was started for this run. */
  starts(run: number): number;
  /** Every line that it has written, each ended by a newline. */
  said(run: number, stream: Stream): string;
  /** Had it nothing more to do but to exit? */
  isThrough(run: number): boolean;
}

export function openLedger(folder: string): Ledger {
  const read = (name: string) => {
    const path = join(folder, name);
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  };
  return {
    folder,
    starts: (run) => read(`${run}.starts`).split("\n").length - 1,
    said: (run, stream) => read(`${run}.${stream}`),
    isThrough: (run) => existsSync(join(folder, `${run}.end`)),
  };
}
