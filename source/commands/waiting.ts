import { NO_PLACE, type Session } from "../orchestrator/session.ts";
import { nextEffects } from "../workflow/effects.ts";
import { activeRun, isTerminal, type Workflow } from "../workflow/state.ts";

/** The person pressed Ctrl-C, or the system asked us to end. What was begun goes on with the next engine. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/**
 * Resolves with what `look` finds, as soon as it finds something in the workflows. Those that can only be shown
 * (damaged, or written by a newer version) are not among them: they will never change.
 */
export function waitUntil<T>(
  session: Session,
  signal: AbortSignal,
  look: (workflows: readonly Workflow[]) => T | null,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const { store, status } = session;
    let pending: NodeJS.Immediate | undefined;
    const finish = (end: () => void) => {
      for (const unsubscribe of subscriptions) unsubscribe();
      clearImmediate(pending);
      signal.removeEventListener("abort", interrupted);
      end();
    };
    const interrupted = () => finish(() => reject(new Interrupted()));
    const check = () => {
      pending = undefined;
      const { workflows, frozen } = store.getState();
      try {
        const found = look(Object.values(workflows).filter((workflow) => !(workflow.id in frozen)));
        if (found !== null) finish(() => resolve(found));
      } catch (error) {
        finish(() => reject(error));
      }
    };
    // Not at once: the engine looks first at what has changed, and what it has begun then is seen here.
    const checkSoon = () => {
      pending ??= setImmediate(check);
    };
    const subscriptions = [store.subscribe(checkSoon), status.subscribe(checkSoon)];
    signal.addEventListener("abort", interrupted);
    if (signal.aborted) interrupted();
    else checkSoon();
  });
}

/** Waits until this process, if it is the engine, has done what is due for a workflow; agents go on by themselves. */
export async function settle(
  session: Session,
  id: string,
  signal: AbortSignal,
): Promise<Workflow | undefined> {
  const isEngine = session.status.getState().engine.kind === "engine";
  if (isEngine) {
    await waitUntil(session, signal, (workflows) => {
      const workflow = workflows.find((each) => each.id === id);
      return workflow === undefined || isSettled(session, workflow) || null;
    });
  }
  return session.store.getState().workflows[id];
}

/**
 * Is nothing to be done at once? An agent at work takes its time and counts as nothing, and so does one that waits
 * for a place. An agent that has ended without anybody having noticed is something to be done.
 */
export function isSettled(session: Session, workflow: Workflow): boolean {
  return nextEffects(workflow, new Date().toISOString()).every((effect) => {
    if (effect.kind === "follow_run") return !session.isRunOver(workflow);
    return effect.kind === "start_run" && isStartDelayed(session, workflow);
  });
}

/** Does the workflow's next agent have to wait until another one ends? Only the engine knows; others say no. */
export function waitsForPlace({ status }: Session, { id }: Workflow): boolean {
  return status.getState().activities[id]?.label === NO_PLACE;
}

/** Is the start of the workflow's agent not to be waited for? Beside the engine it is enough that there may be no place. */
export function isStartDelayed(session: Session, workflow: Workflow): boolean {
  if (workflow.state !== "PHASE_2" || !workflow.runWanted) return false;
  if (session.status.getState().engine.kind === "engine") return waitsForPlace(session, workflow);
  return Object.values(session.store.getState().workflows).some((each) => activeRun(each) !== null);
}

/** Does a workflow go on by itself, without a person? */
export function goesOn(workflow: Workflow): boolean {
  return (workflow.state === "PHASE_1" || workflow.state === "PHASE_2") && workflow.lastError === null;
}

/** At rest at the gate or at the end, comments and labels included. */
export function restsAt(session: Session, workflow: Workflow, goal: "gate" | "done"): boolean {
  const reached = isTerminal(workflow.state) || (goal === "gate" && workflow.state === "GATE_1");
  return reached && isSettled(session, workflow);
}
