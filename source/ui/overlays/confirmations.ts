import type { Session } from "../../orchestrator/session.ts";
import { activeRun, type Workflow } from "../../workflow/state.ts";
import { glyphs } from "../glyphs.ts";
import type { Tone } from "../theme/theme.ts";
import { counted, shortSha } from "../wording/people.ts";
import { numberOf } from "../wording/summary.ts";

/** An action that asks first, about a workflow as it was when it was asked. */
export interface Confirmation {
  readonly action: "approve" | "advance" | "stop" | "cancel";
  readonly id: string;
  /** The plan the person has looked at. */
  readonly planRevision: string | null;
}

/** What a confirmation says and does. */
interface Question {
  readonly title: string;
  readonly glyph: string;
  readonly tone: Tone;
  /** What will happen, a sentence each. */
  readonly consequences: (workflow: Workflow, session: Session) => string[];
  /** The word on the key that says yes. */
  readonly yes: string;
  readonly done: string;
  readonly perform: (session: Session, confirmation: Confirmation) => Promise<unknown>;
}

export const questions: Readonly<Record<Confirmation["action"], Question>> = {
  approve: {
    title: "Approve the plan",
    glyph: glyphs.gate,
    tone: "gate",
    consequences: (workflow, session) => [
      `Plan ${planOf(workflow)} with ${counted(workflow.documents.length, "document")} is approved, exactly as it is in this commit.`,
      `A comment on ${issueOf(workflow)} (${session.status.getState().tracker.name}) says so in your name.`,
      "The workflow is DONE then; this cannot be taken back.",
    ],
    yes: "approve",
    done: "Approved",
    perform: ({ intents }, { id, planRevision }) => intents.approve(id, planRevision ?? undefined),
  },
  advance: {
    title: "Open the gate without the agent",
    glyph: glyphs.gate,
    tone: "gate",
    consequences: () => [
      "No run of the agent has completed. What is in the worktree becomes the plan under review.",
      "The history will say that you forced it.",
    ],
    yes: "open the gate",
    done: "The gate opens",
    perform: ({ intents }, { id }) => intents.advance(id),
  },
  stop: {
    title: "Stop the agent",
    glyph: glyphs.failed,
    tone: "failed",
    consequences: (workflow) => [
      `Run ${activeRun(workflow)?.number ?? ""} of ${activeRun(workflow)?.agent ?? "the agent"} ends, with every process it started.`,
      "What it has written stays in the worktree. R starts it again.",
    ],
    yes: "stop it",
    done: "The agent is being stopped",
    perform: ({ intents }, { id }) => intents.stop(id),
  },
  cancel: {
    title: "Cancel the workflow",
    glyph: glyphs.cancelled,
    tone: "failed",
    consequences: (workflow) => [
      `${activeRun(workflow) === null ? "No agent runs. " : "The running agent is stopped. "}The workflow ends as CANCELLED; this cannot be taken back.`,
      "Branch, worktree and issue stay where they are.",
    ],
    yes: "cancel it",
    done: "Cancelled",
    perform: ({ intents }, { id }) => intents.cancel(id, "cancelled in the dashboard"),
  },
};

/** Why what was asked cannot be done any more; `null` when it can. */
export function outdated(confirmation: Confirmation, workflow: Workflow): string | null {
  const asked = confirmation.planRevision;
  return confirmation.action === "approve" && workflow.planRevision !== asked
    ? `the plan has changed from ${asked === null ? "none" : shortSha(asked)} to ${planOf(workflow)} meanwhile: look at it again`
    : null;
}

function planOf(workflow: Workflow): string {
  return workflow.planRevision === null ? "(none)" : shortSha(workflow.planRevision);
}

function issueOf(workflow: Workflow): string {
  return workflow.issueNumber === null ? "the issue" : `issue ${numberOf(workflow)}`;
}
