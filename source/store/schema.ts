import * as z from "zod";
import { PHASE_1_STEPS, STATES, WORKFLOW_VERSION, type Workflow } from "../workflow/state.ts";

/**
 * The whole shape of `state.json`. Loaded only where a snapshot must be relied on without its journal, and by
 * the build, which writes it as JSON Schema to `schemas/state.schema.json`.
 */
const timestamp = z.iso.datetime();
const actor = z.string();

const usage = z.object({ inputTokens: z.number(), outputTokens: z.number(), costUsd: z.number() });

const report = z.object({ commentId: z.string(), by: actor, at: timestamp });

const run = z.object({
  number: z.int().positive(),
  agent: z.string(),
  provider: z.string(),
  role: z.string(),
  startedAt: timestamp,
  launchedAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
  outcome: z.enum(["succeeded", "failed", "stopped", "timed_out", "stalled", "lost"]).nullable(),
  reason: z.string().nullable(),
  exitCode: z.int().nullable(),
  signal: z.string().nullable(),
  sessionId: z.string().nullable(),
  usage,
  stopRequested: z.boolean(),
  reported: report.nullable(),
});

const transition = z.object({
  from: z.enum(STATES),
  to: z.enum(STATES),
  trigger: z.string(),
  at: timestamp,
  by: actor,
  note: z.string().optional(),
});

const decision = z.object({
  verdict: z.enum(["approved", "changes_requested", "refused"]),
  by: actor,
  at: timestamp,
  reason: z.string(),
  planRevision: z.string().nullable(),
  commentId: z.string().nullable(),
});

const comment = z.object({
  key: z.string(),
  kind: z.enum(["branch", "ready", "decision", "receipt"]),
  commentId: z.string().nullable(),
  postedAt: timestamp.nullable(),
  createdAt: timestamp.nullable().describe("by the tracker's clock"),
  decision: z.int().nullable(),
});

const step = z.enum(PHASE_1_STEPS);
const failure = z.object({
  operation: z.string(),
  code: z.string(),
  message: z.string(),
  remedy: z.string(),
  at: timestamp,
});

export const workflowSchema = z
  .object({
    version: z.literal(WORKFLOW_VERSION),
    revision: z.int().positive().describe("events applied"),
    id: z.string().min(1),
    issueNumber: z.int().positive().nullable(),
    issueUrl: z.string().nullable(),
    state: z.enum(STATES),
    title: z.string(),
    description: z.string(),
    featureName: z.string().describe("kebab-case"),
    labels: z.array(z.string()),
    agent: z.string().nullable(),
    adoptIssue: z.int().positive().nullable(),
    branchName: z.string().nullable(),
    baseBranch: z.string().nullable(),
    worktreePath: z.string().nullable(),
    phase1Steps: z.record(step, z.boolean()),
    stepTimes: z.record(step, z.object({ startedAt: timestamp.nullable(), endedAt: timestamp.nullable() })),
    agentComplete: z.boolean(),
    humanApproved: z.boolean(),
    planRevision: z.string().nullable().describe("the commit whose documents are under review"),
    documents: z.array(z.string()),
    planStale: z.boolean(),
    gateOpenedAt: timestamp.nullable(),
    feedback: z.string().nullable(),
    revisionsRequested: z.int().nonnegative(),
    runWanted: z.boolean(),
    runs: z.array(run),
    decisions: z.array(decision),
    handledComments: z.array(z.string()),
    comments: z.array(comment),
    labelSynced: z.string().nullable(),
    pullRequest: z.object({ number: z.int().positive(), url: z.string() }).nullable(),
    attention: report.extend({ kind: z.enum(["question", "blocked"]), text: z.string() }).nullable(),
    deferred: z.record(z.string(), z.object({ attempts: z.int(), message: z.string(), retryAt: timestamp })),
    lastError: failure.nullable(),
    history: z.array(transition),
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({
    title: "orc-tui workflow",
    description: "The snapshot of one workflow: .plans/<issue>/state.json",
  });

/** The workflow that a value is, or `null` when it is not one. */
export function parseWorkflow(value: unknown): Workflow | null {
  const result = workflowSchema.safeParse(value);
  return result.success ? (result.data as Workflow) : null;
}

/** The JSON Schema of `state.json`. */
export function workflowJsonSchema(): object {
  return z.toJSONSchema(workflowSchema);
}
