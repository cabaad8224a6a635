import type { TrackerHealth } from "../../orchestrator/session.ts";
import type { Workflow } from "../../workflow/state.ts";
import { wayTo } from "../keymap/key-names.ts";
import type { Keymap } from "../keymap/remap.ts";
import type { FormKind, FormOverlay } from "../overlays/overlay.ts";
import { counted } from "./people.ts";
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
  lineComments: number,
  keymap: Keymap,
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
        prompt: changesPrompt(lineComments, `${subject}${publicly(tracker)}`),
        send: "Send to the agent",
      };
    case "comment":
      return {
        title: "Comment",
        prompt: `It will be posted on ${subject}${publicly(tracker)}.`,
        send: "Post",
      };
    case "line":
      return {
        title: "Comment on a line",
        prompt: `It is kept here until you request changes (${wayTo(keymap, "workflow.request-changes")}), and is sent with them.`,
        send: "Keep",
      };
  }
}

function changesPrompt(lineComments: number, place: string): string {
  if (lineComments === 0)
    return `What should change? The agent revises the plan by these words; they are posted on ${place}.`;
  return `${counted(lineComments, "line comment")} will be sent to the agent and posted on ${place}. Anything to say beside? It may stay empty.`;
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
  line: "Write what you want to say to this line.",
};

/** What to do where there is nothing to send. */
export function emptyRemedy(form: FormKind): string {
  return EMPTY[form];
}
