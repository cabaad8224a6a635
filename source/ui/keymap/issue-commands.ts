import { isAskedAbout } from "../../orchestrator/asked-about.ts";
import type { Workflow } from "../../workflow/state.ts";
import type { Dashboard } from "../dashboard.ts";
import { openForm } from "../overlays/overlay.ts";
import { knownPullRequest, whyNoPullRequest } from "../wording/pull-request.ts";
import type { Command } from "./command.ts";
import { pickIssue } from "./picker-commands.ts";
import { ask, forSelected, withSelected } from "./selected.ts";
import { perform } from "./toasts.ts";

/** Why there can be no (other) pull request, beyond what the workflow itself forbids. */
function withoutPullRequest({ session }: Dashboard, { id, pullRequest }: Workflow): string | null {
  const { tracker, pullRequests } = session.status.getState();
  if (tracker.name === "local") return "the local tracker has no pull requests";
  return whyNoPullRequest(knownPullRequest(pullRequest, pullRequests[id] ?? null));
}

/** Why the tracker is not to be asked out of turn. */
function whyNotAsked({ session }: Dashboard): string | null {
  const { tracker, engine, pullRequests } = session.status.getState();
  if (tracker.place === null) return "what is said here is seen at once";
  if (engine.kind !== "engine") return `another process asks ${tracker.name}`;
  const workflows = Object.values(session.store.getState().workflows);
  return workflows.some((each) => isAskedAbout(each, pullRequests))
    ? null
    : `there is nothing to ask ${tracker.name} about`;
}

/** What is done on the tracker: with issues, their labels and comments, with pull requests. */
export const issueCommands: readonly Command[] = [
  {
    id: "issue.pick",
    scope: "global",
    keys: ["i"],
    label: "from an issue",
    description: "create a workflow from an open issue",
    footer: 67,
    run: pickIssue,
  },
  {
    id: "issue.ask",
    scope: "global",
    keys: ["ctrl+r"],
    label: "ask now",
    description: "ask the tracker now what is new",
    whyNot: whyNotAsked,
    run: (dashboard) => {
      const { name } = dashboard.session.status.getState().tracker;
      perform(dashboard, dashboard.session.askTracker(), `${name} has answered`, `asking ${name}`);
    },
  },
  {
    id: "issue.comment",
    scope: "global",
    keys: ["c"],
    label: "comment",
    description: "write a comment on the issue",
    footer: 66,
    whyNot: forSelected("comment"),
    run: withSelected(({ screen }, { id }) => screen.setState({ overlay: openForm("comment", id) })),
  },
  {
    id: "issue.pull-request",
    scope: "global",
    keys: ["P"],
    label: "pull request",
    description: "open a draft pull request (asks first)",
    footer: 68,
    whyNot: forSelected("pull_request", withoutPullRequest),
    run: withSelected((dashboard, workflow) => ask(dashboard, "pull_request", workflow)),
  },
  {
    id: "issue.labels",
    scope: "global",
    keys: ["L"],
    label: "repair labels",
    description: "put the status label right (≠ in the list)",
    whyNot: forSelected("labels"),
    run: withSelected((dashboard, { id }) =>
      perform(dashboard, dashboard.session.intents.repairLabels(id), "The status label is being put back"),
    ),
  },
];
