import * as z from "zod";
import { workflowSchema } from "../store/schema.ts";
import { STATES } from "../workflow/state.ts";

/**
 * What the commands print with `--json`, each by the name that the command gives as its `output`. Written by the
 * build to `schemas/output.schema.json`; tests hold real outputs against it. Scripts rely on it: what is here may
 * get more keys, and loses none.
 */
const { runs, decisions, history, lastError, deferred } = workflowSchema.shape;
const run = runs.element.shape;
const timestamp = z.iso.datetime();
const issueNumber = z.int().positive().nullable();
const text = z.string();
const of = { issueNumber, id: text };

const error = z.object({
  code: text.describe("stable, for scripts"),
  message: text,
  remedy: text.describe("what to do about it"),
  state: z.enum(STATES).optional().describe("of the workflow, where the error is about it"),
  allowed: z.array(text).optional().describe("the events that are possible from that state"),
  report: text.optional().describe("the file that tells more of an unexpected error"),
});

const cleaned = { worktree: text.nullable(), branch: text.nullable() };

const setting = z.object({
  key: text,
  value: z.unknown(),
  origin: z.enum(["flag", "environment", "project", "user", "default"]),
  source: text.nullable().describe("the file, variable or flag"),
});

const finding = z.object({
  what: text,
  verdict: z.enum(["ok", "warning", "problem"]),
  message: text,
  remedy: text,
  fixed: text.optional().describe("what --fix did"),
});

const event = z.discriminatedUnion("type", [
  z.object({ type: z.literal("transition"), ...of, ...history.element.omit({ note: true }).shape }),
  z.object({
    type: z.literal("step"),
    ...of,
    step: z.enum(["issue", "branch", "worktree", "plans"]),
    at: timestamp.nullable(),
  }),
  z.object({
    type: z.literal("run_started"),
    ...of,
    number: run.number,
    agent: run.agent,
    provider: run.provider,
    role: run.role,
    startedAt: run.startedAt,
  }),
  z.object({
    type: z.literal("run_ended"),
    ...of,
    number: run.number,
    agent: run.agent,
    outcome: run.outcome,
    reason: run.reason,
    exitCode: run.exitCode,
    usage: run.usage,
    endedAt: run.endedAt,
  }),
  z.object({ type: z.literal("decision"), ...of, ...decisions.element.shape }),
  z.object({ type: z.literal("failure"), ...of, ...lastError.unwrap().shape }),
  z.object({
    type: z.literal("deferred"),
    ...of,
    effect: text,
    message: text,
    retryAt: deferred.valueType.shape.retryAt,
  }),
  z.object({ type: z.literal("attention"), ...of, kind: z.enum(["question", "blocked"]), text }),
  z.object({ type: z.literal("no_place"), ...of }),
  z.object({ type: z.literal("tracker"), name: text, problem: text.nullable(), remedy: text }),
  z.object({ type: z.literal("notice"), message: text }),
  z.object({ type: z.literal("workflow"), workflow: workflowSchema }),
]);

const reason = z.object({ code: text, message: text, remedy: text });

export const OUTPUTS = {
  workflow: workflowSchema,
  workflows: z.array(workflowSchema),
  error: error.describe("on standard error, whatever the command"),
  event: event.describe("one a line"),
  "log-line": z
    .object({ line: z.int().positive(), kind: text, text })
    .describe("one a line; the same line of the agent's output may be several"),
  settings: z.union([z.array(setting), setting]),
  "config-set": z.object({ key: text, value: z.unknown(), path: text, inForce: setting.nullable() }),
  "config-path": z.object({ user: text, project: text.nullable() }),
  explanation: z.object({
    ...of,
    state: z.enum(STATES),
    reasons: z.array(reason).min(1),
    due: z.array(text),
    nextTryAt: timestamp.nullable(),
    pollSeconds: z.number(),
    enginePid: z.int().nullable(),
  }),
  repair: z.object({
    repaired: z.boolean(),
    findings: z.array(text),
    aside: z.array(text),
    workflow: workflowSchema.nullable(),
  }),
  cleaned: z.object({ ...cleaned, dryRun: z.literal(true).optional() }),
  "cleaned-several": z.array(z.object({ ...of, ...cleaned, dryRun: z.boolean(), error: error.nullable() })),
  findings: z.array(finding),
  "pull-request": z.object({ number: z.int().positive(), url: text }),
  page: z.object({ url: text, opened: z.boolean() }),
  trusted: z.object({ trusted: z.array(text) }),
} as const;

export type OutputName = keyof typeof OUTPUTS;

/** One JSON Schema for all outputs: `schemas/output.schema.json#/$defs/<name>`. */
export function outputsJsonSchema(): object {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(OUTPUTS)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/$defs/${id}` });
  const defs = Object.entries(schemas).map(([id, { $id: _id, $schema: _dialect, ...schema }]) => [
    id,
    schema,
  ]);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "orc-tui --json",
    description: "What each command prints with --json; `orc-tui <command> --help` names its part",
    $defs: Object.fromEntries(defs),
  };
}
