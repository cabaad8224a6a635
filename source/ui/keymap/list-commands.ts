import { whyNot } from "../../workflow/actions.ts";
import { type Dashboard, listRows, selectedRow, selectedWorkflow } from "../dashboard.ts";
import { bufferOf } from "../editor/text-buffer.ts";
import { ARCHIVE, chosenRow, type ListView } from "../list/rows.ts";
import { counted } from "../wording/people.ts";
import { openClean } from "./clean-commands.ts";
import type { Command, Scope } from "./command.ts";
import { whyNone } from "./selected.ts";
import { toastWithUndo } from "./undo.ts";

function move(dashboard: Dashboard, to: (index: number, last: number) => number): void {
  const rows = listRows(dashboard);
  const current = chosenRow(rows, dashboard.screen.getState().selected);
  if (current === null) return;
  const last = rows.length - 1;
  const next = rows[Math.min(last, Math.max(0, to(rows.indexOf(current), last)))];
  if (next !== undefined) dashboard.screen.setState({ selected: next.id });
}

/** Half a screen: enough rows to leap, few enough to keep one's bearings. */
function page(dashboard: Dashboard): number {
  return Math.max(1, Math.floor(dashboard.size().rows / 4));
}

function change({ screen }: Dashboard, changed: Partial<ListView>): void {
  screen.setState((state) => ({ list: { ...state.list, ...changed } }));
}

/** Goes to the workflow's detail, or opens and folds the archive. */
function open(dashboard: Dashboard): void {
  const { screen } = dashboard;
  if (selectedRow(dashboard)?.kind !== "archive") screen.setState({ focus: "detail" });
  else {
    screen.setState({ selected: ARCHIVE });
    change(dashboard, { isArchiveOpen: !screen.getState().list.isArchiveOpen });
  }
}

/** Why the chosen workflow cannot be marked: marks are for what can be cleaned up. */
function whyNoMark(dashboard: Dashboard): string | null {
  const workflow = selectedWorkflow(dashboard);
  return workflow === null ? whyNone(dashboard) : whyNot("clean", workflow);
}

function mark(dashboard: Dashboard): void {
  const workflow = selectedWorkflow(dashboard);
  if (workflow === null) return;
  const marked = new Set(dashboard.screen.getState().list.marked);
  if (!marked.delete(workflow.id)) marked.add(workflow.id);
  change(dashboard, { marked });
  move(dashboard, (index) => index + 1);
}

/** The listed workflows that can be cleaned up, those in a folded archive included. */
function markable(dashboard: Dashboard): string[] {
  const listed = listRows(dashboard).flatMap((row) =>
    row.kind === "workflow" ? [row.workflow] : row.isOpen ? [] : row.workflows,
  );
  return listed.filter((workflow) => whyNot("clean", workflow) === null).map(({ id }) => id);
}

function clear(dashboard: Dashboard): void {
  const { marked } = dashboard.screen.getState().list;
  if (marked.size === 0) clearFilter(dashboard);
  else {
    change(dashboard, { marked: new Set() });
    toastWithUndo(dashboard, `${counted(marked.size, "mark")} taken away`, () => {
      const since = dashboard.screen.getState().list.marked;
      change(dashboard, { marked: new Set([...marked, ...since]) });
      return "Marked again";
    });
  }
}

function clearFilter(dashboard: Dashboard): void {
  const { filter } = dashboard.screen.getState().list;
  if (filter === "") return;
  change(dashboard, { filter: "" });
  toastWithUndo(dashboard, "Filter cleared", () => {
    if (dashboard.screen.getState().list.filter !== "") return "There is another filter by now";
    change(dashboard, { filter });
    return "The filter is back";
  });
}

function whyNoClean(dashboard: Dashboard): string | null {
  return dashboard.screen.getState().list.marked.size > 0 ? null : whyNoMark(dashboard);
}

function clean(dashboard: Dashboard): void {
  const { marked } = dashboard.screen.getState().list;
  const chosen = selectedWorkflow(dashboard);
  const ids = marked.size > 0 ? [...marked] : chosen === null ? [] : [chosen.id];
  openClean(dashboard, ids);
}

/** From workflow to workflow, in the list and while it is being filtered. */
function upAndDown(scope: Scope, down: readonly string[], up: readonly string[]): Command[] {
  return [
    {
      id: `${scope}.down`,
      scope,
      keys: down,
      label: "down",
      description: "next workflow",
      run: (dashboard) => move(dashboard, (index) => index + 1),
    },
    {
      id: `${scope}.up`,
      scope,
      keys: up,
      label: "up",
      description: "previous workflow",
      run: (dashboard) => move(dashboard, (index) => index - 1),
    },
  ];
}

const moves: readonly Command[] = [
  ...upAndDown("list", ["j", "down"], ["k", "up"]),
  {
    id: "list.first",
    scope: "list",
    keys: ["g", "home"],
    label: "first",
    description: "first workflow",
    run: (dashboard) => move(dashboard, () => 0),
  },
  {
    id: "list.last",
    scope: "list",
    keys: ["G", "end"],
    label: "last",
    description: "last workflow",
    run: (dashboard) => move(dashboard, (_, last) => last),
  },
  {
    id: "list.page-down",
    scope: "list",
    keys: ["pagedown", "ctrl+d"],
    label: "page down",
    description: "some workflows down",
    run: (dashboard) => move(dashboard, (index) => index + page(dashboard)),
  },
  {
    id: "list.page-up",
    scope: "list",
    keys: ["pageup", "ctrl+u"],
    label: "page up",
    description: "some workflows up",
    run: (dashboard) => move(dashboard, (index) => index - page(dashboard)),
  },
];

export const listCommands: readonly Command[] = [
  ...moves,
  {
    id: "list.open",
    scope: "list",
    keys: ["enter", "right", "l", "tab"],
    label: "open",
    description: "go to the detail, or open the archive",
    footer: 50,
    whyNot: (dashboard) => (selectedRow(dashboard) === null ? whyNone(dashboard) : null),
    run: open,
  },
  {
    id: "list.filter",
    scope: "list",
    keys: ["/"],
    label: "filter",
    description: "filter the list by text, state, agent, label",
    footer: 52,
    whyNot: ({ session }) =>
      Object.keys(session.store.getState().workflows).length === 0 ? "there is no workflow yet" : null,
    run: ({ screen }) =>
      screen.setState(({ list }) => ({ overlay: { kind: "filter", query: bufferOf(list.filter) } })),
  },
  {
    id: "list.mark",
    scope: "list",
    keys: ["space"],
    label: "mark",
    description: "mark an ended workflow for a clean-up",
    footer: 54,
    whyNot: whyNoMark,
    run: mark,
  },
  {
    id: "list.mark-all",
    scope: "list",
    keys: ["*"],
    label: "mark all",
    description: "mark all listed ones that have ended",
    whyNot: (dashboard) => (markable(dashboard).length === 0 ? "no listed workflow has ended" : null),
    run: (dashboard) => {
      const { marked } = dashboard.screen.getState().list;
      change(dashboard, { marked: new Set([...marked, ...markable(dashboard)]) });
    },
  },
  {
    id: "list.clean",
    scope: "list",
    keys: ["D"],
    label: "clean up",
    description: "remove the marked ones' worktrees (asks first)",
    footer: 53,
    whyNot: whyNoClean,
    run: clean,
  },
  {
    id: "list.clear",
    scope: "list",
    keys: ["esc"],
    label: "clear",
    description: "take the marks away, then the filter",
    footer: 51,
    whyNot: ({ screen }) => {
      const { marked, filter } = screen.getState().list;
      return marked.size === 0 && filter === "" ? "nothing is marked and there is no filter" : null;
    },
    run: clear,
  },
];

export const filterCommands: readonly Command[] = [
  {
    id: "filter.keep",
    scope: "filter",
    keys: ["enter"],
    label: "keep",
    description: "keep the filter",
    footer: 1,
    run: (dashboard) => {
      const { overlay } = dashboard.screen.getState();
      if (overlay?.kind !== "filter") return;
      change(dashboard, { filter: overlay.query.text.trim() });
      dashboard.screen.setState({ overlay: null });
    },
  },
  {
    id: "filter.clear",
    scope: "filter",
    keys: ["esc"],
    label: "clear",
    description: "clear the filter",
    footer: 2,
    run: (dashboard) => {
      dashboard.screen.setState({ overlay: null });
      clearFilter(dashboard);
    },
  },
  ...upAndDown("filter", ["down", "ctrl+n"], ["up", "ctrl+p"]),
];

/** Shows a workflow in the list, whatever hides it. */
export function reveal(dashboard: Dashboard, id: string): void {
  dashboard.screen.setState({ selected: id });
  const isListed = () => listRows(dashboard).some((row) => row.id === id);
  if (!isListed()) change(dashboard, { filter: "" });
  if (!isListed()) change(dashboard, { isArchiveOpen: true });
}
