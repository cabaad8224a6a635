import { openForm } from "../overlays/overlay.ts";
import type { Command } from "./command.ts";
import { takeOver } from "./hand-overs.ts";
import { ask, forSelected, withSelected } from "./selected.ts";
import { perform } from "./toasts.ts";

export const workflowCommands: readonly Command[] = [
  {
    id: "workflow.approve",
    scope: "global",
    keys: ["A"],
    label: "approve",
    description: "approve the plan (asks first)",
    footer: 1,
    whyNot: forSelected("approve"),
    run: withSelected((dashboard, workflow) => ask(dashboard, "approve", workflow)),
  },
  {
    id: "workflow.request-changes",
    scope: "global",
    keys: ["r"],
    label: "request changes",
    description: "send the plan back with your words",
    footer: 2,
    whyNot: forSelected("reject"),
    run: withSelected(({ screen }, { id }) => screen.setState({ overlay: openForm("changes", id) })),
  },
  {
    id: "workflow.retry",
    scope: "global",
    keys: ["R"],
    label: "retry",
    description: "try again what failed",
    footer: 3,
    whyNot: forSelected("retry"),
    run: withSelected((dashboard, { id }) =>
      perform(dashboard, dashboard.session.intents.retry(id), "Trying again"),
    ),
  },
  {
    id: "workflow.advance",
    scope: "global",
    keys: ["a"],
    label: "advance",
    description: "start, or open the gate yourself",
    footer: 4,
    whyNot: forSelected("advance"),
    run: withSelected((dashboard, workflow) => {
      if (workflow.state === "PHASE_2") ask(dashboard, "advance", workflow);
      else perform(dashboard, dashboard.session.intents.advance(workflow.id), "Going on");
    }),
  },
  {
    id: "workflow.stop",
    scope: "global",
    keys: ["x"],
    label: "stop agent",
    description: "stop the running agent (asks first)",
    footer: 5,
    whyNot: forSelected("stop"),
    run: withSelected((dashboard, workflow) => ask(dashboard, "stop", workflow)),
  },
  {
    id: "workflow.take-over",
    scope: "global",
    keys: ["t"],
    label: "take over",
    description: "go on with the agent's session yourself",
    whyNot: forSelected("take_over"),
    run: withSelected(takeOver),
  },
  {
    id: "workflow.cancel",
    scope: "global",
    keys: ["X"],
    label: "cancel",
    description: "cancel the workflow (asks first)",
    whyNot: forSelected("cancel"),
    run: withSelected((dashboard, workflow) => ask(dashboard, "cancel", workflow)),
  },
  {
    id: "workflow.new",
    scope: "global",
    keys: ["n"],
    label: "new",
    description: "create a workflow",
    footer: 20,
    run: ({ screen }) => screen.setState({ overlay: openForm("new", null) }),
  },
];
