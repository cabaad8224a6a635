import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { syncFolder } from "../files/atomic.ts";
import { hasCode } from "../files/json.ts";
import { uniqueSuffix } from "../files/unique.ts";

/**
 * Creates a file with its whole content, if there is none of that name: of several processes exactly one
 * gets `true`, and nobody ever reads a part of it. The folder must exist.
 */
export function createExclusive(path: string, content: string, mode = 0o600): boolean {
  const temporary = `${path}.${uniqueSuffix()}.tmp`;
  try {
    const file = openSync(temporary, "wx", mode);
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    linkSync(temporary, path);
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
  syncFolder(dirname(path));
  return true;
}
