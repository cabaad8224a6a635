import { type Dashboard, inOrder, selectedOf, selectedWorkflow } from "../dashboard.ts";
import type { Command } from "./command.ts";

function move(dashboard: Dashboard, to: (index: number, last: number) => number): void {
  const workflows = inOrder(dashboard.session.store.getState());
  const current = selectedOf(workflows, dashboard.screen.getState().selected);
  if (current === null) return;
  const last = workflows.length - 1;
  const index = Math.min(last, Math.max(0, to(workflows.indexOf(current), last)));
  const next = workflows[index];
  if (next !== undefined) dashboard.screen.setState({ selected: next.id });
}

/** Half a screen: enough rows to leap, few enough to keep one's bearings. */
function page(dashboard: Dashboard): number {
  return Math.max(1, Math.floor(dashboard.size().rows / 4));
}

export const listCommands: readonly Command[] = [
  {
    id: "list.down",
    scope: "list",
    keys: ["j", "down"],
    label: "down",
    description: "next workflow",
    run: (dashboard) => move(dashboard, (index) => index + 1),
  },
  {
    id: "list.up",
    scope: "list",
    keys: ["k", "up"],
    label: "up",
    description: "previous workflow",
    run: (dashboard) => move(dashboard, (index) => index - 1),
  },
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
  {
    id: "list.open",
    scope: "list",
    keys: ["enter", "right", "l", "tab"],
    label: "open",
    description: "go to the workflow's detail",
    footer: 50,
    whyNot: (dashboard) => (selectedWorkflow(dashboard) === null ? "there is no workflow yet" : null),
    run: ({ screen }) => screen.setState({ focus: "detail" }),
  },
];
