import { screenLine } from "../../text/screen.ts";
import type { Workflow } from "../../workflow/state.ts";
import { attentionWords } from "./attention.ts";
import { numberOf } from "./summary.ts";

/** Something that waits for a person, and that nobody at a keyboard has brought about. */
export interface Need {
  /** Another one each time it comes about. */
  readonly key: string;
  /** In a sentence, for somebody who is looking elsewhere. */
  readonly words: string;
}

export function needsOf(workflow: Workflow): Need[] {
  const { state, gateOpenedAt, attention, lastError, history, runs } = workflow;
  const needs: Need[] = [];
  const add = (key: string, what: string) => needs.push({ key, words: `${subjectOf(workflow)}: ${what}` });
  if (state === "GATE_1" && !isFromKeyboard(history.at(-1)?.by ?? ""))
    add(`gate ${gateOpenedAt}`, "the plan waits for your approval");
  if (attention !== null) add(`attention ${attention.commentId}`, `the agent ${attentionWords(attention)}`);
  if (lastError !== null && !isStoppedByHand(workflow))
    // A run may fail in the very millisecond in which the one before it did.
    add(
      `failure ${lastError.at} of run ${runs.length}`,
      `could not ${lastError.operation}: ${lastError.message}`,
    );
  return needs;
}

function subjectOf(workflow: Workflow): string {
  return screenLine(`${numberOf(workflow)} ${workflow.title}`);
}

function isFromKeyboard(actor: string): boolean {
  return actor.startsWith("keyboard:");
}

/** The run has ended because somebody wanted it to: who did that knows it. */
function isStoppedByHand({ runs, lastError }: Workflow): boolean {
  const last = runs.at(-1);
  return last?.stopRequested === true && last.endedAt === lastError?.at;
}
