import { claimRun } from "../run-claim.ts";
import { runFolder } from "../run-folder.ts";
import { readSpec } from "../run-spec.ts";
import { sweepFolder } from "../sweep.ts";
import { supervise } from "./supervise.ts";

/**
 * The program that owns one agent run: `supervisor <run folder>`. It outlives whoever started it. A run that
 * is owned already is left alone.
 */
const [path] = process.argv.slice(2);
if (path === undefined) throw new Error("usage: supervisor <run folder>");
const folder = runFolder(path);

const stop = new AbortController();
process.on("SIGTERM", () => stop.abort());
process.on("SIGINT", () => stop.abort());
process.on("SIGHUP", () => undefined);

const spec = readSpec(folder);
if (spec === null) throw new Error(`${folder.spec} is missing or no run specification`);
if (claimRun(folder)) {
  try {
    await supervise(folder, spec, stop.signal);
  } catch (error) {
    // Without a final status the run counts as lost, and none of it may go on.
    console.error(error);
    await sweepFolder(folder);
    process.exit(1);
  }
}
process.exit(0);
