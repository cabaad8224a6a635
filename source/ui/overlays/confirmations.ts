import type { Session } from "../../orchestrator/session.ts";
import { activeRun, type Workflow } from "../../workflow/state.ts";
import { glyphs } from "../glyphs.ts";
import { wayTo } from "../keymap/key-names.ts";
import type { Keymap } from "../keymap/remap.ts";
import type { Tone } from "../theme/theme.ts";
import { counted, shortSha } from "../wording/people.ts";
import { numberOf } from "../wording/summary.ts";
import { placeOf } from "../wording/tracker.ts";

/** An action that asks first, about a workflow as it was when it was asked. */
export interface Confirmation {
  readonly action: "approve" | "advance" | "stop" | "cancel" | "pull_request";
  readonly id: string;
  /** The plan the person has looked at. */
  readonly planRevision: string | null;
}

/** What to say when it is done: a sentence, and where to look. */
type Done = readonly [message: string, more: string];

/** What a confirmation says and does. */
interface Question {
  readonly title: string;
  readonly glyph: string;
  readonly tone: Tone;
  /** What will happen, a sentence each. */
  readonly consequences: (workflow: Workflow, session: Session, keymap: Keymap) => string[];
  /** What a person may have forgotten; `null` where that is nothing. */
  readonly caution?: (unsentComments: number, keymap: Keymap) => string | null;
  /** The word on the key that says yes. */
  readonly yes: string;
  readonly perform: (session: Session, confirmation: Confirmation) => Promise<Done>;
}

export const questions: Readonly<Record<Confirmation["action"], Question>> = {
  approve: {
    title: "Approve the plan",
    glyph: glyphs.gate,
    tone: "gate",
    consequences: (workflow, session) => [
      `Plan ${planOf(workflow)} with ${counted(workflow.documents.length, "document")} is approved, exactly as it is in this commit.`,
      `A comment on ${issueOf(workflow)} (${placeOf(session.status.getState().tracker)}) says so in your name.`,
      "The workflow is DONE then; this cannot be taken back.",
    ],
    caution: unsentWords,
    yes: "approve",
    perform: async ({ intents }, { id, planRevision }) => {
      await intents.approve(id, planRevision ?? undefined);
      return ["Approved", ""];
    },
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
    perform: async ({ intents }, { id }) => {
      await intents.advance(id);
      return ["The gate opens", ""];
    },
  },
  stop: {
    title: "Stop the agent",
    glyph: glyphs.failed,
    tone: "failed",
    consequences: (workflow, _session, keymap) => [
      `Run ${activeRun(workflow)?.number ?? ""} of ${activeRun(workflow)?.agent ?? "the agent"} ends, with every process it started.`,
      `What it has written stays in the worktree. ${wayTo(keymap, "workflow.retry")} starts it again.`,
    ],
    yes: "stop it",
    perform: async ({ intents }, { id }) => {
      await intents.stop(id);
      return ["The agent is being stopped", ""];
    },
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
    perform: async ({ intents }, { id }) => {
      await intents.cancel(id, "cancelled in the dashboard");
      return ["Cancelled", ""];
    },
  },
  pull_request: {
    title: "Open a pull request",
    glyph: glyphs.tool,
    tone: "accent",
    consequences: ({ branchName, baseBranch, ...workflow }, session) => [
      `A draft pull request from branch ${branchName ?? "(none)"} into ${baseBranch ?? "main"} is opened on ${placeOf(session.status.getState().tracker)}, linked to ${issueOf(workflow)}.`,
      "The branch is pushed before. All of it is public to whoever can see the repository.",
    ],
    yes: "open it",
    perform: async ({ intents }, { id }) => {
      const { number, url } = await intents.openPullRequest(id);
      return [`Pull request #${number} is there`, url];
    },
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

function issueOf(workflow: Pick<Workflow, "issueNumber">): string {
  return workflow.issueNumber === null ? "the issue" : `issue ${numberOf(workflow)}`;
}

/** Whoever has comments left may have meant to send them. */
function unsentWords(count: number, keymap: Keymap): string | null {
  if (count === 0) return null;
  const [stay, them] = count === 1 ? ["stays", "it"] : ["stay", "them"];
  const way = wayTo(keymap, "workflow.request-changes");
  return `${counted(count, "line comment")} of yours ${stay} unsent; ${way} would send the plan back with ${them}.`;
}
