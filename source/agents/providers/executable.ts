import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";

/** Is this program looked up in a folder, not on the PATH? */
export function isRelativePath(program: string): boolean {
  return program.includes("/") && !isAbsolute(program);
}

/**
 * The absolute path of a program as the system would find it: a bare name on `path`, a relative path from
 * `folder`. `null` when there is no executable file.
 */
export function findExecutable(
  program: string,
  folder: string,
  path: string = process.env.PATH ?? "",
): string | null {
  const candidates = program.includes("/")
    ? [resolve(folder, program)]
    : path
        .split(delimiter)
        .filter(isAbsolute)
        .map((entry) => join(entry, program));
  return candidates.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
