import { appendFileSync, existsSync, mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { tryLock } from "./lock.ts";

export interface RotatingFile {
  /** Adds a line. What the disk refuses is lost: a log must never be the reason why something fails. */
  append(line: string): void;
}

/**
 * A file that several processes add lines to. Beyond `maxBytes` it becomes `<path>.1`, that one `.2`, and so on; of
 * the old ones `keep` stay. Its folder hides itself from git.
 */
export function rotatingFile(
  path: string,
  { maxBytes, keep }: { maxBytes: number; keep: number },
): RotatingFile {
  function rotate(): void {
    const lock = tryLock(`${path}.lock`);
    // Somebody else is at it.
    if (lock === null) return;
    try {
      if (sizeOf(path) < maxBytes) return;
      for (let n = keep - 1; n >= 1; n -= 1) {
        if (existsSync(`${path}.${n}`)) renameSync(`${path}.${n}`, `${path}.${n + 1}`);
      }
      renameSync(path, `${path}.1`);
    } finally {
      lock.release();
    }
  }

  return {
    append(line) {
      try {
        const folder = dirname(path);
        if (!existsSync(folder)) {
          mkdirSync(folder, { recursive: true });
          writeFileSync(join(folder, ".gitignore"), "*\n");
        }
        if (sizeOf(path) >= maxBytes) rotate();
        // One write in append mode: lines of several processes do not mix.
        appendFileSync(path, `${line}\n`, { mode: 0o600 });
      } catch {
        // Full, read-only, gone: the work goes on without its log.
      }
    },
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
