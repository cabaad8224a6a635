import { NO_PLACE, type Session } from "../orchestrator/session.ts";
import { screenJson } from "../text/screen.ts";
import type {
  Decision,
  Failure,
  Phase1Step,
  Run,
  Timestamp,
  Transition,
  Workflow,
} from "../workflow/state.ts";
import { PHASE_1_STEPS } from "../workflow/state.ts";
import type { CommandCall } from "./command.ts";

/** Which workflow an event is of. */
interface Of {
  readonly issueNumber: number | null;
  readonly id: string;
}

/** One line of `run --json` and `demo --json`: `event` in `outputs.ts`. */
export type StreamEvent =
  | (Of & { readonly type: "transition" } & Omit<Transition, "note">)
  | (Of & { readonly type: "step"; readonly step: Phase1Step; readonly at: Timestamp | null })
  | (Of & { readonly type: "run_started" } & Pick<
        Run,
        "number" | "agent" | "provider" | "role" | "startedAt"
      >)
  | (Of & { readonly type: "run_ended" } & Pick<
        Run,
        "number" | "agent" | "outcome" | "reason" | "exitCode" | "usage" | "endedAt"
      >)
  | (Of & { readonly type: "decision" } & Decision)
  | (Of & { readonly type: "failure" } & Failure)
  | (Of & {
      readonly type: "deferred";
      readonly effect: string;
      readonly message: string;
      readonly retryAt: Timestamp;
    })
  | (Of & { readonly type: "attention"; readonly kind: "question" | "blocked"; readonly text: string })
  /** The agent waits until another one ends. */
  | (Of & { readonly type: "no_place" })
  | {
      readonly type: "tracker";
      readonly name: string;
      readonly problem: string | null;
      readonly remedy: string;
    }
  | { readonly type: "notice"; readonly message: string }
  /** How each workflow stands when the command ends. */
  | { readonly type: "workflow"; readonly workflow: Workflow };

/** Prints one object a line, as it happens. */
export function eventPrinter({ print }: CommandCall): (event: StreamEvent) => void {
  return (event) => print.result(screenJson(event));
}

/** Tells everything that happens from now on. Returns the function that ends it. */
export function streamEvents(session: Session, tell: (event: StreamEvent) => void): () => void {
  const { store, status } = session;
  let seen = store.getState().workflows;
  const endNews = store.subscribe(({ workflows }) => {
    for (const workflow of Object.values(workflows))
      for (const event of eventsBetween(seen[workflow.id], workflow)) tell(event);
    seen = workflows;
  });
  const endStatus = status.subscribe(statusTeller(session, tell));
  return () => {
    endNews();
    endStatus();
  };
}

/** What has happened to a workflow, in the order in which such things happen. */
export function eventsBetween(before: Workflow | undefined, after: Workflow): StreamEvent[] {
  if (before === after) return [];
  const of: Of = { issueNumber: after.issueNumber, id: after.id };
  const events: StreamEvent[] = [];
  for (const step of PHASE_1_STEPS)
    if (after.phase1Steps[step] && !before?.phase1Steps[step])
      events.push({ type: "step", ...of, step, at: after.stepTimes[step].endedAt });
  for (const run of after.runs) events.push(...runEvents(of, before?.runs[run.number - 1], run));
  for (const decision of after.decisions.slice(before?.decisions.length ?? 0))
    events.push({ type: "decision", ...of, ...decision });
  for (const { from, to, trigger, at, by } of after.history.slice(before?.history.length ?? 0))
    events.push({ type: "transition", ...of, from, to, trigger, at, by });
  for (const [effect, { message, retryAt }] of Object.entries(after.deferred))
    if (before?.deferred[effect]?.retryAt !== retryAt)
      events.push({ type: "deferred", ...of, effect, message, retryAt });
  if (after.attention !== null && after.attention.commentId !== before?.attention?.commentId)
    events.push({ type: "attention", ...of, kind: after.attention.kind, text: after.attention.text });
  if (after.lastError !== null && after.lastError !== before?.lastError)
    events.push({ type: "failure", ...of, ...after.lastError });
  return events;
}

function runEvents(of: Of, before: Run | undefined, run: Run): StreamEvent[] {
  const { number, agent, provider, role, startedAt, outcome, reason, exitCode, usage, endedAt } = run;
  const events: StreamEvent[] = [];
  if (before === undefined)
    events.push({ type: "run_started", ...of, number, agent, provider, role, startedAt });
  if (outcome !== null && (before?.outcome ?? null) === null)
    events.push({ type: "run_ended", ...of, number, agent, outcome, reason, exitCode, usage, endedAt });
  return events;
}

/** Tells of the tracker, of notices and of waits for a place, each once until it is another. */
function statusTeller({ store, status }: Session, tell: (event: StreamEvent) => void): () => void {
  let problem: string | null = null;
  const told = new Set<string>();
  const look = () => {
    const { tracker, notices, activities } = status.getState();
    if (tracker.problem !== problem) {
      problem = tracker.problem;
      tell({ type: "tracker", name: tracker.name, problem, remedy: tracker.remedy });
    }
    for (const message of notices) {
      if (told.has(message)) continue;
      told.add(message);
      tell({ type: "notice", message });
    }
    for (const [id, { label }] of Object.entries(activities)) {
      const workflow = store.getState().workflows[id];
      if (label !== NO_PLACE || workflow === undefined || told.has(`place ${id}`)) continue;
      told.add(`place ${id}`);
      tell({ type: "no_place", issueNumber: workflow.issueNumber, id });
    }
  };
  look();
  return look;
}
