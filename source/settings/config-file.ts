import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { isMissing } from "../files/json.ts";
import { SettingsError } from "./errors.ts";
import { findJsonFault } from "./json-text.ts";

/** A settings file as it was found. */
export interface ConfigFile {
  readonly path: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** The same as it was written, without a byte order mark. */
  readonly text: string;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly hash: string;
}

/** Far beyond any real settings. A repository may hold a link to a device that never ends. */
const LARGEST_BYTES = 1_048_576;

/**
 * Reads a JSON file that must hold an object; `null` when there is none. Never writes.
 * @throws SettingsError that names the file, and the line and column where it does not parse
 */
export function readConfigFile(path: string): ConfigFile | null {
  let bytes: Buffer;
  try {
    const found = statSync(path);
    if (!found.isFile() || found.size > LARGEST_BYTES)
      throw fault(path, "must be an ordinary file of at most 1 MiB");
    bytes = readFileSync(path);
  } catch (error) {
    if (isMissing(error)) return null;
    if (error instanceof SettingsError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw fault(path, `cannot be read: ${reason}`, { cause: error });
  }
  // Editors on Windows still put a byte order mark in front, which JSON does not know.
  const text = bytes.toString("utf8").replace(/^\ufeff/, "");
  const content = parse(path, text);
  if (!isObject(content)) throw fault(path, "must hold a JSON object: { … }");
  return { path, content, text, hash: createHash("sha256").update(bytes).digest("hex") };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const place = findJsonFault(text);
    const problem = { source: path, key: "", message: `not valid JSON: ${place?.expected ?? "unreadable"}` };
    throw new SettingsError([{ ...problem, line: place?.line ?? null, column: place?.column ?? null }], {
      cause,
    });
  }
}

function fault(path: string, message: string, options?: { cause?: unknown }): SettingsError {
  return new SettingsError([{ source: path, key: "", message, line: null, column: null }], options);
}
