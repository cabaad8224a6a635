import { existsSync, readFileSync } from "node:fs";
import { writeFileAtomic } from "../files/atomic.ts";

/** Ours alone, and listed in itself: it must not stand in the way of a branch that brings `.plans` documents. */
const PATTERNS = [
  "/.gitignore",
  "/pulse",
  "/*.lock*",
  "/drafts/",
  "/tracker/",
  "/*/state.json",
  "/*/journal.ndjson",
  "/*/runs/",
  "*.tmp",
  "*.corrupt-*",
];

const HEADER = "# orc-tui: state, journals and runs stay out of git; documents and config.json stay in.";

/** Keeps state out of git (spec section 3); adds what is missing to a file somebody else wrote. */
export function ensureIgnoreFile(path: string): void {
  const present = existsSync(path) ? readFileSync(path, "utf8") : "";
  const lines = new Set(present.split(/\r?\n/));
  const missing = PATTERNS.filter((pattern) => !lines.has(pattern));
  if (missing.length === 0) return;
  const start = present === "" || present.endsWith("\n") ? present : `${present}\n`;
  writeFileAtomic(path, `${start}${[HEADER, ...missing].join("\n")}\n`);
}
