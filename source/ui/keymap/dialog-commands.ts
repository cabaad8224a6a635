import { whyNot } from "../../workflow/actions.ts";
import type { Dashboard, Scroller } from "../dashboard.ts";
import { outdated, questions } from "../overlays/confirmations.ts";
import { helpRows } from "../overlays/help-rows.ts";
import { troublesOf } from "../wording/health.ts";
import type { Command } from "./command.ts";
import { dialogScrolling, whyUnread } from "./dialog-scrolling.ts";
import { scrollCommands } from "./scroll-commands.ts";
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

function helpScroller({ screen, size, session, keymap }: Dashboard): Scroller | null {
  const { overlay } = screen.getState();
  if (overlay?.kind !== "help") return null;
  const known = [...session.store.getState().warnings, ...keymap.warnings];
  const warnings = troublesOf(session.status.getState(), known, keymap);
  const { frame, maxTop } = helpRows(keymap.commands, warnings, size());
  // Where the screen has become larger, it is at the end already.
  const top = Math.min(maxTop, overlay.top);
  const to = (row: number) =>
    screen.setState({ overlay: { kind: "help", top: Math.min(maxTop, Math.max(0, row)) } });
  return {
    by: (rows) => to(top + rows),
    byPages: (pages) => to(top + pages * (frame.height - 3)),
    toStart: () => to(0),
    toEnd: () => to(maxTop),
  };
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
  ...scrollCommands("help", helpScroller, { down: { footer: 2 } }),
];
