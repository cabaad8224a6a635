import type { Session } from "../orchestrator/session.ts";
import { isSettled } from "../workflow/effects.ts";
import { isTerminal, type Workflow } from "../workflow/state.ts";

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
    const { store } = session;
    const finish = (settle: () => void) => {
      unsubscribe();
      signal.removeEventListener("abort", interrupted);
      settle();
    };
    const interrupted = () => finish(() => reject(new Interrupted()));
    const check = () => {
      const { workflows, frozen } = store.getState();
      const found = look(Object.values(workflows).filter((workflow) => !(workflow.id in frozen)));
      if (found !== null) finish(() => resolve(found));
    };
    const unsubscribe = store.subscribe(check);
    signal.addEventListener("abort", interrupted);
    if (signal.aborted) interrupted();
    else check();
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
      return workflow === undefined || isSettled(workflow, new Date().toISOString()) || null;
    });
  }
  return session.store.getState().workflows[id];
}

/** Does a workflow go on by itself, without a person? */
export function goesOn(workflow: Workflow): boolean {
  return (workflow.state === "PHASE_1" || workflow.state === "PHASE_2") && workflow.lastError === null;
}

/** At rest at the gate or at the end, comments and labels included. */
export function restsAt(workflow: Workflow, goal: "gate" | "done"): boolean {
  const reached = isTerminal(workflow.state) || (goal === "gate" && workflow.state === "GATE_1");
  return reached && isSettled(workflow, new Date().toISOString());
}
