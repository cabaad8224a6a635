import type { Issue } from "../../orchestrator/session.ts";
import { describeError } from "../../workflow/errors.ts";
import type { Dashboard } from "../dashboard.ts";
import { emptyBuffer, type TextBuffer } from "../editor/text-buffer.ts";
import { choiceOf, pickerFrame, rowsForIssues } from "../overlays/issue-choice.ts";
import { draftName, openForm, type PickerOverlay } from "../overlays/overlay.ts";
import { draftOf, withDraft } from "../screen.ts";
import { issueDescription } from "../wording/issues.ts";
import type { Command } from "./command.ts";

function pickerOf({ screen }: Dashboard): PickerOverlay | null {
  const { overlay } = screen.getState();
  return overlay?.kind === "picker" ? overlay : null;
}

/** Opens the picker and asks for the issues; asks anew where it is open already. */
export function pickIssue(dashboard: Dashboard): void {
  const { screen, session } = dashboard;
  const asked = session.intents.openIssues();
  const filter: TextBuffer = pickerOf(dashboard)?.filter ?? emptyBuffer;
  screen.setState({ overlay: { kind: "picker", asked, issues: null, failure: null, filter, chosen: 0 } });
  const answer = (change: Partial<PickerOverlay>) => {
    const overlay = pickerOf(dashboard);
    if (overlay?.asked === asked) screen.setState({ overlay: { ...overlay, ...change } });
  };
  asked.then(
    (issues) => answer({ issues }),
    (error: unknown) => {
      const { message, remedy } = describeError(error);
      answer({ failure: { message, remedy } });
    },
  );
}

function pageOf({ size }: Dashboard, picker: PickerOverlay): number {
  return rowsForIssues(pickerFrame(size(), picker));
}

function move(dashboard: Dashboard, direction: 1 | -1, by: "issue" | "page"): void {
  const picker = pickerOf(dashboard);
  if (picker === null) return;
  const page = pageOf(dashboard, picker);
  const last = choiceOf(picker, page).found.length - 1;
  const wanted = picker.chosen + direction * (by === "page" ? page : 1);
  const chosen = Math.max(0, Math.min(last, wanted));
  dashboard.screen.setState({ overlay: { ...picker, chosen } });
}

function chosenOf(dashboard: Dashboard): Issue | null {
  const picker = pickerOf(dashboard);
  return picker === null ? null : choiceOf(picker, pageOf(dashboard, picker)).issue;
}

/** Opens the form with the issue's words; those that were changed before and not sent are there still. */
function takeOn(dashboard: Dashboard): void {
  const issue = chosenOf(dashboard);
  if (issue === null) return;
  dashboard.screen.setState((state) => {
    const overlay = openForm("new", null, { number: issue.number, title: issue.title });
    const name = draftName(overlay);
    const kept = draftOf(state, name);
    const text = kept.text === "" ? { text: issueDescription(issue), cursor: 0 } : kept;
    return { ...withDraft(state, name, text), overlay };
  });
}

export const pickerCommands: readonly Command[] = [
  {
    id: "picker.take",
    scope: "picker",
    keys: ["enter"],
    label: "take it on",
    description: "take the chosen issue on",
    footer: 4,
    whyNot: (dashboard) => (chosenOf(dashboard) === null ? "there is no issue to take on" : null),
    run: takeOn,
  },
  {
    id: "picker.down",
    scope: "picker",
    keys: ["down", "ctrl+n"],
    label: "next",
    description: "next issue",
    footer: 1,
    run: (dashboard) => move(dashboard, 1, "issue"),
  },
  {
    id: "picker.up",
    scope: "picker",
    keys: ["up", "ctrl+p"],
    label: "up",
    description: "previous issue",
    run: (dashboard) => move(dashboard, -1, "issue"),
  },
  {
    id: "picker.page-down",
    scope: "picker",
    keys: ["pagedown"],
    label: "page down",
    description: "a page down",
    run: (dashboard) => move(dashboard, 1, "page"),
  },
  {
    id: "picker.page-up",
    scope: "picker",
    keys: ["pageup"],
    label: "page up",
    description: "a page up",
    run: (dashboard) => move(dashboard, -1, "page"),
  },
  {
    id: "picker.again",
    scope: "picker",
    keys: ["ctrl+r"],
    label: "ask again",
    description: "ask for the issues again",
    footer: 2,
    run: pickIssue,
  },
  {
    id: "picker.close",
    scope: "picker",
    keys: ["esc"],
    label: "close",
    description: "close",
    footer: 5,
    run: ({ screen }) => screen.setState({ overlay: null }),
  },
];
