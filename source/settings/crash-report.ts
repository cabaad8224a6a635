import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import packageFile from "../../package.json" with { type: "json" };
import { writeFileAtomic } from "../files/atomic.ts";
import { uniqueSuffix } from "../files/unique.ts";
import { redactedJson, redactor } from "../text/redaction.ts";
import { type Environment, userFolder } from "./user-folder.ts";

/** The oldest make place for new ones. */
const MOST_REPORTS = 20;

/**
 * Writes down an error that nobody expected, for whoever reports it: the error, its causes, the program and the
 * machine, without secrets. In the user's own folder, never in a repository.
 * @returns where it is; `null` where it could not be written
 */
export function writeCrashReport(error: unknown, argv: readonly string[], env: Environment): string | null {
  const folder = join(userFolder(env), "crashes");
  const at = new Date().toISOString();
  const path = join(folder, `crash-${at.replace(/[:.]/g, "-")}-${uniqueSuffix()}.json`);
  const { platform, arch, versions } = process;
  const report = {
    ...{ at, version: packageFile.version, node: versions.node, platform, arch, arguments: argv },
    terminal: { TERM: env.TERM ?? null, TERM_PROGRAM: env.TERM_PROGRAM ?? null, CI: env.CI ?? null },
    error: factsOf(error),
  };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileAtomic(path, `${redactedJson(report, redactor(env), 2)}\n`, { mode: 0o600 });
    removeOldest(folder);
    return path;
  } catch {
    return null;
  }
}

interface ErrorFacts {
  readonly name: string;
  readonly message: string;
  readonly code: unknown;
  readonly stack: readonly string[];
  readonly cause: ErrorFacts | null;
}

const DEEPEST = 5;

function factsOf(error: unknown, depth = 0): ErrorFacts {
  if (!(error instanceof Error))
    return { name: typeof error, message: String(error), code: null, stack: [], cause: null };
  const { name, message, stack = "", cause } = error;
  const code = "code" in error ? error.code : null;
  const below = cause === undefined || depth >= DEEPEST ? null : factsOf(cause, depth + 1);
  return { name, message, code, stack: stack.split("\n").map((line) => line.trim()), cause: below };
}

function removeOldest(folder: string): void {
  const reports = readdirSync(folder).filter((name) => /^crash-.*\.json$/.test(name));
  for (const name of reports.sort().slice(0, -MOST_REPORTS)) rmSync(join(folder, name), { force: true });
}
