import { lstatSync, realpathSync, statSync } from "node:fs";
import { writeFileAtomic } from "../files/atomic.ts";
import { withLock } from "../files/lock.ts";
import { OrcError } from "../workflow/errors.ts";
import { readConfigFile } from "./config-file.ts";
import { SettingsError, unwritable } from "./errors.ts";
import { type Layer, makeLayer } from "./layer.ts";
import { parseSettingPath, type SettingPath, withValueAt } from "./setting-path.ts";
import { problemsOf } from "./settings.ts";
import { fromText } from "./sources.ts";

/** The file that a value goes into. */
export interface Target {
  readonly origin: "user" | "project";
  readonly path: string;
  /** What all sources say now, the target's among them: a value must make sense beside the others. */
  readonly layers: readonly Layer[];
}

/**
 * Writes one value into a settings file, once the schema has agreed to it. Text is read as JSON where that makes
 * sense for the key, else as in an environment variable, else as it is; `null` takes the value out.
 * Other keys, unknown ones too, their order and the file's indentation stay.
 * @returns the value as it was understood
 * @throws SettingsError, UnknownSettingError; nothing was written
 */
export function writeSetting(target: Target, key: string, text: string): unknown {
  const path = parseSettingPath(key);
  if (target.origin === "project" && path[0] === "keys")
    throw fault(target.path, "keys belongs into your own settings: no project says what your keys do");
  try {
    const file = realFile(target);
    return withLock(`${file}.lock`, () => {
      const before = readConfigFile(file);
      const { content, value } = agreedTo(target, path, before?.content ?? {}, text);
      writeFileAtomic(file, serialise(content, before?.text ?? ""), { mode: modeOf(file, target) });
      return value;
    });
  } catch (cause) {
    if (cause instanceof OrcError) throw cause;
    throw unwritable(target.path, cause, target.origin);
  }
}

/** The first reading of `text` that leaves nothing wrong but what was wrong before. */
function agreedTo(target: Target, path: SettingPath, before: object, text: string) {
  let refusal: unknown = null;
  for (const value of readings(path, text)) {
    const content = withValueAt(before, path, value ?? undefined) as Record<string, unknown>;
    const problems = newProblems(target, content);
    if (problems.length === 0) return { content, value };
    refusal = new SettingsError(problems);
  }
  throw refusal;
}

function readings(path: SettingPath, text: string): unknown[] {
  const [name] = path;
  const asVariable = path.length === 1 ? fromText(name, text) : text;
  try {
    return [JSON.parse(text), asVariable, text];
  } catch {
    return [asVariable, text];
  }
}

function newProblems({ origin, path, layers }: Target, content: Record<string, unknown>) {
  const changed = makeLayer(origin, content, () => path);
  const known = new Set(problemsOf(layers).map((problem) => JSON.stringify(problem)));
  const after = problemsOf(layers.map((layer) => (layer.origin === origin ? changed : layer)));
  return after.filter((problem) => !known.has(JSON.stringify(problem)));
}

/** People keep their own settings among their dotfiles, by a link. A project's link could lead to any file. */
function realFile({ origin, path }: Target): string {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found?.isSymbolicLink()) return path;
  if (origin === "project") throw fault(path, "is a symbolic link; change the file that it leads to");
  return realpathSync(path);
}

/** A user's settings may hold what is nobody else's business. */
function modeOf(file: string, { origin }: Target): number {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode;
  return mode === undefined ? (origin === "user" ? 0o600 : 0o644) : mode & 0o777;
}

function serialise(content: object, before: string): string {
  const indent = /^\s*\{\s*?\n([ \t]+)/.exec(before)?.[1] ?? "  ";
  return `${JSON.stringify(content, null, indent)}\n`;
}

function fault(path: string, message: string): SettingsError {
  return new SettingsError([{ source: path, key: "", message, line: null, column: null }]);
}
