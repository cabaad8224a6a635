import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { uniqueSuffix } from "./unique.ts";

/**
 * Replaces a file so that a reader, or a machine that loses power, finds the old content or the new,
 * never a part: temporary file beside it, fsync, rename, fsync of the folder (spec section 3).
 * Synchronous, since a caller may go on only when the data is on disk.
 */
export function writeFileAtomic(
  path: string,
  data: string | Uint8Array,
  options: { mode?: number } = {},
): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  const temporary = `${path}.${uniqueSuffix()}.tmp`;
  try {
    const file = openSync(temporary, "wx", options.mode ?? 0o644);
    try {
      writeFileSync(file, data);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(folder);
}

/** Makes renames and new files in a folder durable. */
export function syncFolder(folder: string): void {
  const file = openSync(folder, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
