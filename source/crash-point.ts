import { appendFileSync } from "node:fs";
import type { Checkpoint } from "./store/plans-disk.ts";

/**
 * For crash tests: ends this process as a power cut would, at the place that `ORC_TUI_TEST_CRASH_AT` names
 * (`name`, or `name#n` for the n-th time it is passed). `ORC_TUI_TEST_CHECKPOINTS` names a file that is told
 * every place that is passed, a line each. Without the variables, nothing.
 */
export function crashPoint(env: NodeJS.ProcessEnv): Checkpoint | undefined {
  const { ORC_TUI_TEST_CRASH_AT: wanted, ORC_TUI_TEST_CHECKPOINTS: record } = env;
  if (record !== undefined) return (passed) => appendFileSync(record, `${passed}\n`);
  if (wanted === undefined) return undefined;
  const [, name, count = "1"] = /^(.*?)(?:#(\d+))?$/.exec(wanted) ?? [];
  let left = Number(count);
  return (passed) => {
    if (passed !== name) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, "SIGKILL");
  };
}
