import type { PersonsProgram } from "../../orchestrator/session.ts";
import type { Workflow } from "../../workflow/state.ts";
import { type Dashboard, selectedWorkflow } from "../dashboard.ts";
import { specPane } from "../panes/spec-pane.tsx";
import { shownDocument } from "../panes/spec-view.ts";
import type { HandedBack } from "../terminal/hand-over.ts";
import type { Command } from "./command.ts";
import { wayTo } from "./key-names.ts";
import { whyNone, withSelected } from "./selected.ts";
import { perform, toast } from "./toasts.ts";

/** Gives the terminal to the agent's own session until the person leaves it. */
export function takeOver(dashboard: Dashboard, { id }: Workflow): void {
  const { intents } = dashboard.session;
  const taken = intents.takeOver(id).then((program) => dashboard.handOver(program));
  perform(dashboard, taken, () => [
    "The agent's session is back",
    `${wayTo(dashboard.keymap, "workflow.retry")} lets the agent go on from there, ${wayTo(dashboard.keymap, "workflow.advance")} opens the gate with what is in the worktree.`,
  ]);
}

/** Gives the terminal to a program of the person's own until it has ended. */
function hand(dashboard: Dashboard, wanted: Promise<PersonsProgram>): void {
  const handed = wanted.then(async (program) => {
    try {
      return { program, back: await dashboard.handOver(program) };
    } finally {
      program.close();
    }
  });
  perform(dashboard, handed, ({ program, back }) => [`Back from ${program.name}${endingOf(back)}`, ""]);
}

function endingOf({ signal }: HandedBack): string {
  return signal === null ? "" : `, which was ended by ${signal}`;
}

export function page(dashboard: Dashboard, { id }: Workflow, what: "log" | "diff"): void {
  hand(dashboard, dashboard.session.programs.page(id, what));
}

/** The document that the person reads; `null` where they look at something else. */
function documentInSight({ screen, session }: Dashboard, id: string): string | null {
  const { pane, spec } = screen.getState();
  if (pane !== specPane.id) return null;
  const known = session.documents.getState()[id]?.documents ?? [];
  return shownDocument(spec, id, known).document?.path ?? null;
}

/** Opens a page beside the dashboard; where there is no browser, its address is there to be copied. */
function browse(dashboard: Dashboard, url: string): void {
  perform(dashboard, dashboard.session.programs.browse(url), (isOpen) =>
    isOpen ? ["Opened in the browser", url] : ["There is no browser here; the address is", url],
  );
}

/** Why a folder cannot be gone to. */
function withoutWorktree(dashboard: Dashboard): string | null {
  return lacking(dashboard, ({ worktreePath }) =>
    worktreePath === null ? "there is no worktree yet" : null,
  );
}

function lacking(dashboard: Dashboard, obstacle: (workflow: Workflow) => string | null): string | null {
  const workflow = selectedWorkflow(dashboard);
  return workflow === null ? whyNone(dashboard) : obstacle(workflow);
}

export const handOverCommands: readonly Command[] = [
  {
    id: "open.editor",
    scope: "global",
    keys: ["e"],
    label: "edit",
    description: "the specification in your editor ($EDITOR)",
    footer: 69,
    whyNot: withoutWorktree,
    run: withSelected((dashboard, { id }) =>
      hand(dashboard, dashboard.session.programs.edit(id, documentInSight(dashboard, id))),
    ),
  },
  {
    id: "open.shell",
    scope: "global",
    keys: ["S"],
    label: "shell",
    description: "a shell in the worktree",
    footer: 70,
    whyNot: withoutWorktree,
    run: withSelected((dashboard, { id }) => hand(dashboard, dashboard.session.programs.shell(id))),
  },
  {
    id: "open.log",
    scope: "log",
    keys: ["p"],
    label: "pager",
    description: "the log in your pager (PAGER, or less)",
    footer: 65,
    whyNot: (dashboard) =>
      lacking(dashboard, ({ state, runs }) =>
        state === "IDLE" && runs.length === 0 ? "nothing has run yet" : null,
      ),
    run: withSelected((dashboard, workflow) => page(dashboard, workflow, "log")),
  },
  {
    id: "open.issue",
    scope: "global",
    keys: ["o"],
    label: "open issue",
    description: "the issue in your browser",
    footer: 71,
    whyNot: (dashboard) =>
      lacking(dashboard, ({ issueNumber, issueUrl }) => {
        if (issueNumber === null) return "there is no issue yet";
        return issueUrl === null ? "issues of the local tracker have no page on the web" : null;
      }),
    run: withSelected((dashboard, { issueUrl }) => browse(dashboard, issueUrl ?? "")),
  },
  {
    id: "open.pull-request",
    scope: "global",
    keys: ["O"],
    label: "open pull request",
    description: "the pull request in your browser",
    whyNot: (dashboard) =>
      lacking(dashboard, ({ pullRequest }) => {
        if (pullRequest !== null) return null;
        return dashboard.session.status.getState().tracker.name === "local"
          ? "the local tracker has no pull requests"
          : `there is no pull request yet: ${wayTo(dashboard.keymap, "issue.pull-request")} opens one`;
      }),
    run: withSelected((dashboard, { pullRequest }) => browse(dashboard, pullRequest?.url ?? "")),
  },
  {
    id: "open.copy-path",
    scope: "global",
    keys: ["y"],
    label: "copy path",
    description: "copy the worktree's path (OSC 52)",
    whyNot: withoutWorktree,
    run: withSelected((dashboard, { worktreePath }) => {
      const path = worktreePath ?? "";
      dashboard.copy(path);
      toast(
        dashboard,
        "done",
        `Copied: ${path}`,
        "Nothing to paste? The terminal must allow OSC 52 (tmux: set-clipboard on).",
      );
    }),
  },
  {
    id: "screen.suspend",
    scope: "always",
    keys: ["ctrl+z"],
    label: "suspend",
    description: "stop until the shell says fg",
    run: (dashboard) => dashboard.suspend(),
  },
];
