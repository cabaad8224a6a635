import type { Workflow } from "../../workflow/state.ts";
import type { Dashboard } from "../dashboard.ts";
import { perform } from "./toasts.ts";

/** Gives the terminal to the agent's own session until the person leaves it. */
export function takeOver(dashboard: Dashboard, { id }: Workflow): void {
  const { intents } = dashboard.session;
  const taken = intents.takeOver(id).then((program) => dashboard.handOver(program));
  perform(dashboard, taken, () => [
    "The agent's session is back",
    "R lets the agent go on from there, a opens the gate with what is in the worktree.",
  ]);
}
