import type { Comment } from "../../source/orchestrator/session.ts";
import type { WorkflowEvent } from "../../source/workflow/events.ts";
import { branchNameOf } from "../../source/workflow/names.ts";
import { reduce } from "../../source/workflow/reducer.ts";
import type { Actor, Usage, Workflow } from "../../source/workflow/state.ts";
import { createdEvent, type FakeSession, fakeSession } from "./fake-session.ts";

const NO_USAGE: Usage = { inputTokens: 0, outputTokens: 0, costUsd: 0 };

/** Tells the life of a workflow step by step, each so many seconds after the one before, by the real reducer. */
export class ScriptedWorkflow {
  workflow: Workflow;
  #now: number;
  readonly #issue: number;

  /** @param startedAgo seconds before `now` at which it was created */
  constructor(issue: number, description: string, now: number, startedAgo: number) {
    this.#issue = issue;
    this.#now = now - startedAgo * 1_000;
    const event = createdEvent(`w${issue}`, description);
    this.workflow = reduce(null, { ...event, at: this.#at(), by: "keyboard:dana" });
  }

  raise(afterSeconds: number, event: WorkflowEvent, by: Actor = "orchestrator"): this {
    this.#now += afterSeconds * 1_000;
    this.workflow = reduce(this.workflow, { ...event, at: this.#at(), by });
    return this;
  }

  /** Begins phase 1 and does the first `steps` steps of it, each in `seconds`. */
  prepared(steps = 4, seconds = 2): this {
    const branchName = branchNameOf(this.#issue, this.workflow.featureName);
    const completions: WorkflowEvent[] = [
      { type: "step_completed", step: "issue", issueNumber: this.#issue, issueUrl: null },
      { type: "step_completed", step: "branch", branchName, baseBranch: "main" },
      { type: "step_completed", step: "worktree", worktreePath: `~/code/webshop-${branchName}` },
      { type: "step_completed", step: "plans" },
    ];
    this.raise(1, { type: "phase_1_start" }, "keyboard:dana");
    for (const completion of completions.slice(0, steps)) {
      if (completion.type !== "step_completed") continue;
      this.raise(0, { type: "step_started", step: completion.step }).raise(seconds, completion);
    }
    return steps === 4 ? this.raise(0, { type: "phase_1_complete" }) : this;
  }

  runStarted(afterSeconds = 1, agent = "duc", provider = "claude"): this {
    const run = this.workflow.runs.length + 1;
    return this.raise(afterSeconds, { type: "run_started", run, agent, provider, role: "@duc" });
  }

  runEnded(afterSeconds: number, usage: Usage = NO_USAGE): this {
    return this.raise(afterSeconds, {
      type: "run_ended",
      run: this.workflow.runs.length,
      outcome: "succeeded",
      reason: null,
      exitCode: 0,
      signal: null,
      sessionId: null,
      usage,
      failure: null,
    });
  }

  runFailed(afterSeconds: number, message: string, remedy: string): this {
    return this.raise(afterSeconds, {
      type: "run_ended",
      run: this.workflow.runs.length,
      outcome: "failed",
      reason: message,
      exitCode: 1,
      signal: null,
      sessionId: null,
      usage: NO_USAGE,
      failure: { operation: "write the specification", code: "AGENT_FAILED", message, remedy },
    });
  }

  /** The agent's own account asks for something on the issue. */
  asks(afterSeconds: number, kind: "question" | "blocked", text: string): this {
    const event = { type: "attention_raised", kind, text, commentId: "asked" } as const;
    return this.raise(afterSeconds, event, "github:agent-bot");
  }

  /** Publishes the plan and opens the gate. */
  gated(planRevision: string, documents: readonly string[]): this {
    return this.raise(1, { type: "plan_recorded", planRevision, documents })
      .raise(1, { type: "comment_posted", key: `ready:1:${planRevision}`, commentId: `c-${planRevision}` })
      .raise(0, { type: "phase_2_complete" });
  }

  #at(): string {
    return new Date(this.#now).toISOString();
  }
}

/** What somebody wrote on an issue so many seconds before `now`. */
export function comment(
  id: string,
  login: string | null,
  body: string,
  now: number,
  secondsAgo = 0,
  change: Partial<Comment> = {},
): Comment {
  return {
    id,
    author: login === null ? null : { login, isBot: false },
    body,
    createdAt: new Date(now - secondsAgo * 1_000).toISOString(),
    editedAt: null,
    isMinimized: false,
    viaEmail: false,
    url: null,
    ...change,
  };
}

/** A plan's commit. */
export const PLAN = "a41f9c27d0b3e85516c2f7a8d94be1035f6c7d21";

/** A session of these workflows and nothing else. */
export function withWorkflows(...workflows: readonly ScriptedWorkflow[]): FakeSession {
  const session = fakeSession();
  session.show(workflows.map(({ workflow }) => workflow));
  return session;
}

/** A workflow whose plan waits for a review. */
export function atGate(issue = 1, title = "Add search"): ScriptedWorkflow {
  return new ScriptedWorkflow(issue, title, Date.now(), 600)
    .prepared()
    .runStarted()
    .runEnded(60)
    .gated(PLAN, ["specs/a.md"]);
}

/** A workflow whose agent is at work. */
export function running(issue = 2, title = "Dark mode"): ScriptedWorkflow {
  return new ScriptedWorkflow(issue, title, Date.now(), 60).prepared().runStarted();
}
