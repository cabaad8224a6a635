import { readFileSync } from "node:fs";
import { OrcError } from "../workflow/errors.ts";

/** A file that should hold JSON and does not. It is left as it is. */
export class DamagedFileError extends OrcError {
  readonly path: string;

  constructor(path: string, cause: unknown) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    super(
      "DAMAGED_FILE",
      `${path} is not valid JSON: ${detail}`,
      "Mend the file or move it aside, then try again.",
      { cause },
    );
    this.path = path;
  }
}

/**
 * Reads and parses a JSON file; `undefined` when there is none.
 * @throws DamagedFileError when the content does not parse
 */
export function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DamagedFileError(path, error);
  }
}

/** Is this the operating system's word that a file is not there? */
export function isMissing(error: unknown): boolean {
  return hasCode(error, "ENOENT") || hasCode(error, "ENOTDIR");
}

/** Does this error carry the operating system's code `code`? */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
