import type { TrackerHealth } from "../../orchestrator/session.ts";
import type { Workflow } from "../../workflow/state.ts";
import type { FormKind, FormOverlay } from "../overlays/overlay.ts";
import { numberOf } from "./summary.ts";
import { placeOf } from "./tracker.ts";

type Tracker = Pick<TrackerHealth, "name" | "place">;

export interface FormWords {
  readonly title: string;
  readonly prompt: string;
  readonly send: string;
}

/** What a form asks for, and what becomes of it: before it is sent, one knows who will read it. */
export function formWords(
  { form, issue }: FormOverlay,
  workflow: Workflow | null,
  tracker: Tracker,
): FormWords {
  const subject = `issue ${workflow === null ? "" : numberOf(workflow)}`.trim();
  switch (form) {
    case "new":
      return {
        title: "New workflow",
        prompt:
          issue === null
            ? newPrompt(tracker)
            : "What the agent is to specify. The first line becomes the title.",
        send: "Create",
      };
    case "changes":
      return {
        title: "Request changes",
        prompt: `What should change? The agent revises the plan by these words; they are posted on ${subject}${publicly(tracker)}.`,
        send: "Send to the agent",
      };
    case "comment":
      return {
        title: "Comment",
        prompt: `It will be posted on ${subject}${publicly(tracker)}.`,
        send: "Post",
      };
  }
}

function newPrompt(tracker: Tracker): string {
  const prompt = "Describe the feature. The first line becomes the title.";
  return tracker.name === "github" ? `${prompt} An issue on ${placeOf(tracker)} is made of it.` : prompt;
}

function publicly(tracker: Tracker): string {
  return tracker.name === "github" ? ` (${placeOf(tracker)}, public)` : "";
}

const EMPTY: Readonly<Record<FormKind, string>> = {
  new: "Describe the feature in a sentence or more.",
  changes: "Say what should change.",
  comment: "Write what you want to say.",
};

/** What to do where there is nothing to send. */
export function emptyRemedy(form: FormKind): string {
  return EMPTY[form];
}
