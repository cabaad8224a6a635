import { accessSync, constants, existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findLeftovers, removeLeftovers } from "../../files/leftovers.ts";
import { lockHolder } from "../../files/lock.ts";
import { uniqueSuffix } from "../../files/unique.ts";
import { StorageError } from "../../store/errors.ts";
import { listWorkflowFolders } from "../../store/folders.ts";
import type { PlansLayout } from "../../store/layout.ts";
import { readRecord } from "../../store/record.ts";
import type { Workflow } from "../../workflow/state.ts";
import { isEngineSilent } from "../engine-lock.ts";
import { type Check, failure, ok, problem, warning } from "./check.ts";

/** Is the folder of all state writable, in earnest? Where it does not exist yet, none is made. */
export function lookAtPlans({ root }: PlansLayout, repository: string): Check {
  try {
    if (!existsSync(root)) {
      accessSync(repository, constants.W_OK);
      return ok(".plans", "will be made by the first workflow");
    }
    const probe = join(root, `doctor.${uniqueSuffix()}.tmp`);
    writeFileSync(probe, "", { flag: "wx" });
    rmSync(probe);
    return ok(".plans", "writable");
  } catch (error) {
    return failure(".plans", new StorageError(root, error));
  }
}

/** Whether the workflows can be read, and those that can. Mends nothing. */
export function lookAtWorkflows(plans: PlansLayout): { checks: Check[]; workflows: Workflow[] } {
  const workflows: Workflow[] = [];
  const checks: Check[] = [];
  for (const { path, issueNumber } of listWorkflowFolders(plans)) {
    const reading = readRecord(path);
    const what = `workflow ${issueNumber ?? path.split("/").at(-1)}`;
    if (reading.kind === "sound" || reading.kind === "mendable") workflows.push(reading.record.workflow);
    else if (reading.kind === "newer") checks.push(failure(what, reading.error));
    else if (reading.kind === "unusable" || reading.kind === "empty")
      checks.push(
        problem(what, "it cannot be read", `orc-tui repair ${issueNumber ?? ""} rebuilds what can be told.`),
      );
    else
      checks.push(warning(what, `${reading.problem}; its snapshot can stand in`, "The next start mends it."));
  }
  const readable = ok("workflows", `${workflows.length} can be read`);
  return { checks: checks.length > 0 ? checks : [readable], workflows };
}

/** Locks of the dead and files that were never finished. A dead engine's lock is taken over anyway. */
export function lookAtLocks(plans: PlansLayout): Check[] {
  const engine = lockHolder(plans.engineLock);
  const silent = engine !== null && isEngineSilent(plans.engineLock);
  const engineCheck = silent
    ? warning(
        "engine",
        `process ${engine.pid} does not answer`,
        "Continue it (fg) or end it; another takes over.",
      )
    : ok("engine", engine === null ? "none runs" : `process ${engine.pid}`);
  const left = findLeftovers(plans.root);
  if (left.length === 0) return [engineCheck, ok("locks", "none is stale")];
  const stale: Check = {
    ...warning(
      "locks",
      `left by processes that are dead: ${left.join(", ")}`,
      "orc-tui doctor --fix removes them.",
    ),
    async mend() {
      removeLeftovers(plans.root);
      return `removed ${left.length} leftovers`;
    },
  };
  return [engineCheck, stale];
}
