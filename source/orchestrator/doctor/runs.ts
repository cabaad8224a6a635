import { existsSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { RUN_FOLDER } from "../../agents/environment.ts";
import { stopRun } from "../../agents/stop.ts";
import { isRunOver } from "../../agents/watch.ts";
import { carriersWithValue } from "../../processes/carriers.ts";
import { identify, isAlive, type ProcessIdentity } from "../../processes/identity.ts";
import { signalProcess } from "../../processes/tree.ts";
import { type PlansLayout, runFolder } from "../../store/layout.ts";
import { activeRun, type Workflow } from "../../workflow/state.ts";
import { type Check, ok, warning } from "./check.ts";

/** Runs that go on by the record and do not in truth, and processes of runs that do not go on by the record. */
export function lookAtRuns(plans: PlansLayout, workflows: readonly Workflow[]): Check[] {
  const active = workflows.flatMap((workflow) => folderOfActive(plans, workflow) ?? []);
  const lost = active.filter(({ path }) => isRunOver(path)).map(lostRun);
  const orphans = orphansOf(plans, new Set(active.map(({ path }) => path)));
  const found = orphans.length > 0 ? [...lost, orphaned(orphans)] : lost;
  return found.length > 0 ? found : [ok("runs", `${active.length} go on, none is lost or orphaned`)];
}

interface ActiveRun {
  readonly name: string;
  readonly path: string;
}

function folderOfActive(plans: PlansLayout, workflow: Workflow): ActiveRun | null {
  const run = activeRun(workflow);
  const { issueNumber } = workflow;
  if (run === null || issueNumber === null) return null;
  const path = runFolder(join(plans.root, String(issueNumber)), run.number);
  return { name: `run ${run.number} of #${issueNumber}`, path };
}

function lostRun({ name, path }: ActiveRun): Check {
  const remedy = "orc-tui run, or the dashboard, records its end; doctor --fix ends what is left of it.";
  return {
    ...warning("runs", `${name} has ended, or lost its supervisor, and nobody has noticed`, remedy),
    async mend() {
      await stopRun(path);
      return `ended what was left of ${name}`;
    },
  };
}

/**
 * The processes that were started for a run of this repository that does not go on. Whose workflow cannot be read may
 * still have a supervisor, and is left alone then.
 */
function orphansOf({ root }: PlansLayout, active: ReadonlySet<string>): ProcessIdentity[] {
  if (!existsSync(root)) return [];
  const ours = [root, realpathSync(root)].map((path) => `${path}${sep}`);
  return carriersWithValue(RUN_FOLDER)
    .filter(({ value }) => ours.some((prefix) => value.startsWith(prefix)) && !active.has(value))
    .filter(({ value }) => isRunOver(value) || !existsSync(value))
    .flatMap(({ pid }) => identify(pid) ?? []);
}

function orphaned(orphans: readonly ProcessIdentity[]): Check {
  const pids = orphans.map(({ pid }) => pid).join(", ");
  return {
    ...warning(
      "orphans",
      `processes of agents whose runs are over: ${pids}`,
      "orc-tui doctor --fix ends them.",
    ),
    async mend() {
      // A pid may have been given to somebody else since it was found.
      const ended = orphans.filter((each) => isAlive(each) && signalProcess(each.pid, "SIGKILL"));
      return `ended ${ended.length} processes`;
    },
  };
}
