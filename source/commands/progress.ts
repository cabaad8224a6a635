import { NO_PLACE, type Session } from "../orchestrator/session.ts";
import { screenLine } from "../text/screen.ts";
import { type Decision, PHASE_1_STEPS, type Transition, type Workflow } from "../workflow/state.ts";

/**
 * Tells on `say`, one line each, every transition, step, failure and wait for a place from now on, and what is wrong
 * with the tracker. Returns the function that ends it.
 */
export function tellProgress(session: Session, say: (line: string) => void): () => void {
  let seen = session.store.getState().workflows;
  const endNews = session.store.subscribe(({ workflows }) => {
    for (const workflow of Object.values(workflows)) {
      const before = seen[workflow.id];
      if (workflow !== before) for (const line of newsOf(workflow, before)) say(line);
    }
    seen = workflows;
  });
  const ends = [endNews, tellWaits(session, say), tellTracker(session, say), tellNotices(session, say)];
  return () => {
    for (const end of ends) end();
  };
}

/** Tells what keeps the tracker from answering, with its remedy, whenever that becomes another, and when it is over. */
function tellTracker({ status }: Session, say: (line: string) => void): () => void {
  let told: string | null = null;
  const tell = () => {
    const { name, place, problem, remedy } = status.getState().tracker;
    if (problem === told) return;
    told = problem;
    const where = place === null ? name : `${name} ${place}`;
    const words = problem === null ? "in order again" : `${problem}. ${remedy}`;
    say(`${where}: ${screenLine(words).trim()}`);
  };
  tell();
  return status.subscribe(tell);
}

/** Tells what comes up that belongs to no workflow's record. */
function tellNotices({ status }: Session, say: (line: string) => void): () => void {
  const told = new Set(status.getState().notices);
  return status.subscribe(({ notices }) => {
    for (const notice of notices) {
      if (told.has(notice)) continue;
      told.add(notice);
      say(screenLine(notice));
    }
  });
}

/** Tells once of each workflow that it has to wait until another one's agent ends. */
function tellWaits({ store, status }: Session, say: (line: string) => void): () => void {
  const told = new Set<string>();
  const tell = () => {
    for (const [id, { label }] of Object.entries(status.getState().activities)) {
      const workflow = store.getState().workflows[id];
      if (label !== NO_PLACE || workflow === undefined || told.has(id)) continue;
      told.add(id);
      say(waitLine(workflow));
    }
  };
  tell();
  return status.subscribe(tell);
}

/** `#2 waits for a free agent place` */
export function waitLine(workflow: Workflow): string {
  return `${nameOf(workflow)} waits for a free agent place`;
}

function newsOf(workflow: Workflow, before: Workflow | undefined): string[] {
  const steps = PHASE_1_STEPS.filter((step) => workflow.phase1Steps[step] && !before?.phase1Steps[step]);
  const transitions = workflow.history.slice(before?.history.length ?? 0);
  const failed = workflow.lastError !== null && workflow.lastError !== before?.lastError;
  const put = Object.entries(workflow.deferred).filter(([key, each]) => each !== before?.deferred[key]);
  const refusals = workflow.decisions.slice(before?.decisions.length ?? 0).filter(isRefusal);
  return [
    ...steps.map((step) => `${nameOf(workflow)} ${step}: ${resultOf(step, workflow)}`),
    ...transitions.map((transition) => transitionLine(workflow, transition)),
    ...refusals.map(
      ({ by, reason }) =>
        `${nameOf(workflow)} a decision of ${screenLine(by)} did not count: ${screenLine(reason)}`,
    ),
    ...put.map(
      ([, { message, retryAt }]) =>
        `${nameOf(workflow)} ${screenLine(message)}; again at ${retryAt.slice(11, 19)} UTC`,
    ),
    ...(failed ? [`${nameOf(workflow)} ${screenLine(workflow.lastError?.message ?? "")}`] : []),
  ];
}

function isRefusal({ verdict }: Decision): boolean {
  return verdict === "refused";
}

/** `#1 PHASE_2 → GATE_1 (phase_2_complete, orchestrator)` */
export function transitionLine(workflow: Workflow, { from, to, trigger, by }: Transition): string {
  return `${nameOf(workflow)} ${from} → ${to} (${trigger}, ${screenLine(by)})`;
}

function resultOf(step: (typeof PHASE_1_STEPS)[number], workflow: Workflow): string {
  switch (step) {
    case "issue":
      return screenLine(workflow.issueUrl ?? `#${workflow.issueNumber}`);
    case "branch":
      return screenLine(workflow.branchName ?? "");
    case "worktree":
      return screenLine(workflow.worktreePath ?? "");
    case "plans":
      return `.plans/${workflow.issueNumber}`;
  }
}

/** What a person calls a workflow: its issue, or its id while it has none. */
export function nameOf(workflow: Workflow): string {
  return workflow.issueNumber === null ? workflow.id : `#${workflow.issueNumber}`;
}
