import { whyNot } from "../../workflow/actions.ts";
import type { Dashboard } from "../dashboard.ts";
import { outdated, questions } from "../overlays/confirmations.ts";
import { helpRows } from "../overlays/help-rows.ts";
import { troublesOf } from "../wording/health.ts";
import type { Command } from "./command.ts";
import { dialogScrolling, whyUnread } from "./dialog-scrolling.ts";
import { perform, toast } from "./toasts.ts";

function close({ screen }: Dashboard): void {
  screen.setState({ overlay: null });
}

/** Does what was asked, unless the workflow has moved on meanwhile. */
function confirm(dashboard: Dashboard): void {
  const { overlay } = dashboard.screen.getState();
  close(dashboard);
  if (overlay?.kind !== "confirm") return;
  const { confirmation } = overlay;
  const question = questions[confirmation.action];
  const workflow = dashboard.session.store.getState().workflows[confirmation.id];
  if (workflow === undefined) return;
  const reason = outdated(confirmation, workflow) ?? whyNot(confirmation.action, workflow);
  if (reason === null)
    perform(dashboard, question.perform(dashboard.session, confirmation), (done) => done, question.title);
  else toast(dashboard, "refused", `${question.title}: ${reason}`);
}

function scrollHelp(dashboard: Dashboard, by: "row" | "page" | "all", direction: 1 | -1): void {
  const { screen, size, session, keymap } = dashboard;
  const { overlay } = screen.getState();
  if (overlay?.kind !== "help") return;
  const known = [...session.store.getState().warnings, ...keymap.warnings];
  const warnings = troublesOf(session.status.getState(), known, keymap);
  const { frame, lines, maxTop } = helpRows(keymap.commands, warnings, size());
  const rows = { row: 1, page: frame.height - 3, all: lines.length }[by];
  // Where the screen has become larger, it is at the end already.
  const top = Math.min(maxTop, overlay.top) + direction * rows;
  screen.setState({ overlay: { kind: "help", top: Math.min(maxTop, Math.max(0, top)) } });
}

export const dialogCommands: readonly Command[] = [
  ...dialogScrolling,
  {
    id: "confirm.yes",
    scope: "confirm",
    // Not enter: what cannot be taken back takes the key that the question names.
    keys: ["y"],
    label: "yes",
    description: "do it",
    footer: 1,
    run: confirm,
  },
  {
    id: "confirm.no",
    scope: "confirm",
    keys: ["n", "esc", "q"],
    label: "leave it",
    description: "leave it",
    footer: 2,
    run: close,
  },
  {
    id: "trust.yes",
    scope: "trust",
    keys: ["y"],
    label: "trust them",
    description: "trust exactly these commands",
    footer: 1,
    whyNot: whyUnread,
    run: (dashboard) => {
      const { untrusted } = dashboard.session.status.getState();
      close(dashboard);
      perform(dashboard, dashboard.session.intents.trust(untrusted), "Trusted");
    },
  },
  {
    id: "trust.later",
    scope: "trust",
    keys: ["esc", "n", "q"],
    label: "later",
    description: "decide later; what needs them waits",
    footer: 2,
    run: close,
  },
  {
    id: "help.close",
    scope: "help",
    keys: ["esc", "?", "q", "enter"],
    label: "close",
    description: "close the help",
    footer: 1,
    run: close,
  },
  {
    id: "help.down",
    scope: "help",
    keys: ["j", "down"],
    label: "scroll",
    description: "scroll down",
    footer: 2,
    run: (dashboard) => scrollHelp(dashboard, "row", 1),
  },
  {
    id: "help.up",
    scope: "help",
    keys: ["k", "up"],
    label: "up",
    description: "scroll up",
    run: (dashboard) => scrollHelp(dashboard, "row", -1),
  },
  {
    id: "help.page-down",
    scope: "help",
    keys: ["pagedown", "space", "ctrl+d"],
    label: "page down",
    description: "a page down",
    run: (dashboard) => scrollHelp(dashboard, "page", 1),
  },
  {
    id: "help.page-up",
    scope: "help",
    keys: ["pageup", "ctrl+u"],
    label: "page up",
    description: "a page up",
    run: (dashboard) => scrollHelp(dashboard, "page", -1),
  },
  {
    id: "help.start",
    scope: "help",
    keys: ["g", "home"],
    label: "start",
    description: "to the start",
    run: (dashboard) => scrollHelp(dashboard, "all", -1),
  },
  {
    id: "help.end",
    scope: "help",
    keys: ["G", "end"],
    label: "end",
    description: "to the end",
    run: (dashboard) => scrollHelp(dashboard, "all", 1),
  },
];
