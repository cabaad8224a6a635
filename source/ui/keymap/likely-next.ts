import type { Workflow } from "../../workflow/state.ts";
import { type Dashboard, selectedWorkflow } from "../dashboard.ts";
import { commentsOf } from "../panes/line-comments.ts";

/** The ids of what a person most likely does next, from where they are and what the chosen workflow waits for. */
export function likelyNext(dashboard: Dashboard): readonly string[] {
  const { focus, list } = dashboard.screen.getState();
  const workflow = selectedWorkflow(dashboard);
  const helping = workflow === null ? [] : whatHelps(dashboard, workflow);
  if (focus === "detail")
    return ["matches.next", "matches.previous", "matches.end", ...helping, "detail.leave", "detail.zoom"];
  if (list.marked.size > 0) return ["list.clean", "list.clear", "list.open"];
  const [first = "list.open", ...others] = helping;
  return [first, "list.open", ...others, "screen.trust"];
}

/** What brings a workflow on. */
function whatHelps({ screen }: Dashboard, { id, state, attention, lastError }: Workflow): readonly string[] {
  if (attention !== null) return ["issue.comment"];
  if (state === "GATE_1") {
    const hasComments = commentsOf(screen.getState().spec.comments, id).length > 0;
    return hasComments
      ? ["workflow.request-changes", "spec.comment", "workflow.approve"]
      : ["workflow.approve", "spec.comment", "workflow.request-changes"];
  }
  if (lastError !== null) return ["workflow.retry"];
  if (state === "IDLE") return ["workflow.advance"];
  return state === "DONE" ? ["issue.pull-request"] : [];
}
