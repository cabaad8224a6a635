import type { TerminalProgram } from "../agents/runner.ts";
import { chooseAgent } from "../settings/agent-choice.ts";
import { runFolder } from "../store/layout.ts";
import { whyNot } from "../workflow/actions.ts";
import { OrcError } from "../workflow/errors.ts";
import { latestSession } from "../workflow/resumption.ts";
import type { Workflow } from "../workflow/state.ts";
import { presentWorktree } from "./present-worktree.ts";
import type { Workspace } from "./workspace.ts";

/** There is no session to go on with, or the agent is using it. */
class TakeOverError extends OrcError {
  constructor(reason: string) {
    super(
      "CANNOT_TAKE_OVER",
      reason,
      "Look at the History of the workflow for what its agent has done so far.",
    );
  }
}

/**
 * The program with which a person goes on with the agent's latest session, in its worktree. What the agent is allowed
 * to start comes from the settings, so that they must be trusted as for a run.
 */
export async function takeOver(workspace: Workspace, workflow: Workflow): Promise<TerminalProgram> {
  const obstacle = whyNot("take_over", workflow);
  const latest = latestSession(workflow);
  if (obstacle !== null || latest === null) throw new TakeOverError(obstacle ?? "there is no session");
  const settings = await workspace.settings.fresh();
  const { config } = chooseAgent(settings, latest.run.agent);
  if (config.provider !== latest.run.provider)
    throw new TakeOverError(`the agent ${latest.run.agent} is another program now: ${config.provider}`);
  await workspace.requireTrust(settings);
  return workspace.runner.takeOver(config, {
    sessionId: latest.sessionId,
    worktree: await presentWorktree(workspace, workflow),
    runFolder: runFolder(workspace.store.folderOf(workflow.id), latest.run.number),
  });
}
