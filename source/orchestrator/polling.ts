import type { StoreApi } from "zustand/vanilla";
import { describeError } from "../workflow/errors.ts";
import type { Timestamp, Workflow } from "../workflow/state.ts";
import { applyGateComments, listensToComments } from "./gate-comments.ts";
import type { SessionStatus } from "./session.ts";
import type { Workspace } from "./workspace.ts";

/** The local tracker's files are also written by hand; what orc-tui writes wakes us at once. */
const LOCAL_POLL_SECONDS = 5;

/** Gates that have waited for longer than `pollTimeoutSeconds`: said, and nothing else done (spec section 5). */
export function overdueGates(workflows: readonly Workflow[], now: Date, timeoutSeconds: number): string[] {
  return workflows
    .filter(
      ({ gateOpenedAt }) =>
        gateOpenedAt !== null && now.getTime() - Date.parse(gateOpenedAt) > timeoutSeconds * 1_000,
    )
    .map(
      ({ issueNumber }) =>
        `#${issueNumber} has waited for a decision for more than ${Math.round(timeoutSeconds / 60)} min`,
    );
}

export interface Polling {
  /** Looks now, rather than when the interval is over. */
  wake(): void;
  stop(): Promise<void>;
}

/** Watches the issues of all workflows that a comment may decide, with one request a cycle (spec section 8). */
export function startPolling(
  workspace: Workspace,
  status: StoreApi<SessionStatus>,
  notice: (sentence: string) => void,
): Polling {
  const { store, tracker, settings, now } = workspace;
  const seconds = tracker.name === "local" ? LOCAL_POLL_SECONDS : settings.last.values.pollSeconds;
  const seen = new Map<number, Timestamp>();
  let looking: Promise<void> | null = null;
  let lookAgain = false;

  async function look(): Promise<void> {
    const listening = Object.values(store.getState().workflows).filter(listensToComments);
    if (listening.length === 0) return;
    for (const sentence of overdueGates(listening, now(), settings.last.values.pollTimeoutSeconds))
      notice(sentence);
    const byIssue = new Map(listening.map((workflow) => [workflow.issueNumber ?? 0, workflow.id]));
    const watches = [...byIssue.keys()].map((number) => ({ number, since: seen.get(number) ?? null }));
    const { changed, failed } = await tracker.poll(watches);
    const problems = failed.map(({ error }) => error as unknown);
    for (const { issue, comments } of changed) {
      const id = byIssue.get(issue.number);
      try {
        if (id !== undefined) await applyGateComments(workspace, id, comments);
        seen.set(issue.number, issue.updatedAt);
      } catch (error) {
        // Looked at again next time; the other workflows' comments do not wait for it.
        problems.push(error);
      }
    }
    if (problems.length > 0) throw problems[0];
  }

  function wake(): void {
    if (looking !== null) {
      lookAgain = true;
      return;
    }
    looking = look()
      .then(() => health(null))
      .catch((error: unknown) => health(describeError(error).message))
      .finally(() => {
        looking = null;
        if (!lookAgain) return;
        lookAgain = false;
        wake();
      });
  }

  /** The local tracker is always as fresh as the disk: its age is not worth a repaint. */
  function health(problem: string | null): void {
    const current = status.getState().tracker;
    if (tracker.name === "local" && current.checkedAt !== null && current.problem === problem) return;
    status.setState({
      tracker: {
        name: tracker.name,
        problem,
        checkedAt: problem === null ? now().toISOString() : current.checkedAt,
      },
    });
  }

  wake();
  const timer = setInterval(wake, seconds * 1_000);
  return {
    wake,
    async stop() {
      clearInterval(timer);
      lookAgain = false;
      await looking;
    },
  };
}
