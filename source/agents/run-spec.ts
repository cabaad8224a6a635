import { readJson } from "../files/json.ts";
import { createExclusive } from "./exclusive-file.ts";
import { fieldsOf, number, text, textMap, texts } from "./fields.ts";
import type { RunFolder } from "./run-folder.ts";

export const SPEC_VERSION = 1;
const DEFAULT_TIMEOUT_SECONDS = 3600;
const DEFAULT_STALL_SECONDS = 600;
/** How long a run may go on after its agent said or showed that the work is over. */
export const DEFAULT_LINGER_SECONDS = 10;
/** What a run may write to disk before the rest is dropped. */
export const DEFAULT_MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** What a supervisor runs: `spec.json`. Written once; the prompt lies beside it. */
export interface RunSpec {
  readonly version: typeof SPEC_VERSION;
  /** Unique; tags every process of the run. */
  readonly runId: string;
  readonly provider: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Set on top of the inherited environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly stallSeconds: number;
  readonly lingerSeconds: number;
  readonly maxOutputBytes: number;
  /** UTC ISO 8601. */
  readonly createdAt: string;
}

/** Writes the spec unless the run already has one, which then stands. */
export function createSpec(folder: RunFolder, spec: RunSpec): boolean {
  return createExclusive(folder.spec, `${JSON.stringify(spec, null, 2)}\n`);
}

/**
 * The spec of a run; `null` when it has none.
 * @throws DamagedFileError when it does not parse
 */
export function readSpec(folder: RunFolder): RunSpec | null {
  const fields = fieldsOf(readJson(folder.spec));
  const runId = text(fields?.runId);
  const file = text(fields?.file);
  const cwd = text(fields?.cwd);
  if (fields === null || runId === null || file === null || cwd === null) return null;
  return {
    version: SPEC_VERSION,
    runId,
    provider: text(fields.provider) ?? "",
    file,
    args: texts(fields.args),
    cwd,
    env: textMap(fields.env),
    timeoutSeconds: number(fields.timeoutSeconds) ?? DEFAULT_TIMEOUT_SECONDS,
    stallSeconds: number(fields.stallSeconds) ?? DEFAULT_STALL_SECONDS,
    lingerSeconds: number(fields.lingerSeconds) ?? DEFAULT_LINGER_SECONDS,
    maxOutputBytes: number(fields.maxOutputBytes) ?? DEFAULT_MAX_OUTPUT_BYTES,
    createdAt: text(fields.createdAt) ?? "",
  };
}
