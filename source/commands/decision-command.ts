import type { Session } from "../orchestrator/session.ts";
import { findWorkflow } from "../store/workflow-store.ts";
import { type Action, whyNot } from "../workflow/actions.ts";
import { isTerminal, type Workflow } from "../workflow/state.ts";
import { type CommandCall, type Ending, EXIT, type ExitCode } from "./command.ts";
import { workflowLine } from "./listing.ts";
import { waitLine } from "./progress.ts";
import { showActivities } from "./show-activities.ts";
import { settle, waitsForPlace, waitUntil } from "./waiting.ts";

/** How such a command can end. */
export const DECISION_ENDINGS: readonly Ending[] = ["done", "failed", "usage", "impossible", "interrupted"];

type Ask = (session: Session, workflow: Workflow) => Promise<unknown>;

/**
 * The shape of most commands: find the workflow, ask for something, let what follows from it happen, show the result.
 * @param isDone what has to be so beyond that before the command ends
 */
export async function actOnWorkflow(
  call: CommandCall,
  action: Action,
  ask: Ask,
  isDone: (workflow: Workflow) => boolean = () => true,
): Promise<ExitCode> {
  const { workflow, refusal, endIsUnnoticed } = await askFirst(call, action, ask);
  const { id } = workflow;
  const session = await call.openSession(true);
  const endShowing = showActivities(session, call.print.live);
  try {
    if (refusal !== null) {
      await settle(session, id, call.signal).catch(() => {
        throw refusal;
      });
      if (!endIsUnnoticed) throw refusal;
      await ask(session, workflow);
    }
    await waitUntil(
      session,
      call.signal,
      (all) => all.every((each) => each.id !== id || isDone(each)) || null,
    );
    const after = (await settle(session, id, call.signal)) ?? workflow;
    show(call, session, after);
    return hasFailed(action, after) ? EXIT.failed : EXIT.done;
  } finally {
    endShowing();
    await session.close();
  }
}

interface Asked {
  readonly workflow: Workflow;
  /** Why it is not possible; `null` where it was done. */
  readonly refusal: unknown;
  /** The agent has ended and nobody has noticed: then it may be possible after all. */
  readonly endIsUnnoticed: boolean;
}

/**
 * Asks before any work is begun, so that a refusal begins none.
 * @throws the refusal, where there is nothing to be done about it and nothing to record of it
 */
async function askFirst(call: CommandCall, action: Action, ask: Ask): Promise<Asked> {
  const session = await call.openSession(false);
  try {
    const workflow = findWorkflow(
      Object.values(session.store.getState().workflows),
      call.words[0],
      (each) => whyNot(action, each) === null || session.isRunOver(each),
    );
    try {
      await ask(session, workflow);
      return { workflow, refusal: null, endIsUnnoticed: false };
    } catch (refusal) {
      const endIsUnnoticed = session.isRunOver(workflow);
      const after = session.store.getState().workflows[workflow.id];
      if (!endIsUnnoticed && after?.revision === workflow.revision) throw refusal;
      return { workflow, refusal, endIsUnnoticed };
    }
  } finally {
    await session.close();
  }
}

/** What has been asked for has led to a failure at once. Whoever stops an agent gets what they want. */
function hasFailed(action: Action, { lastError, state }: Workflow): boolean {
  return lastError !== null && action !== "stop" && !isTerminal(state);
}

function show({ json, print }: CommandCall, session: Session, workflow: Workflow): void {
  if (json) print.json(workflow);
  else print.result(workflowLine(workflow));
  if (workflow.lastError !== null) print.note(workflow.lastError.remedy);
  else if (waitsForPlace(session, workflow)) print.note(waitLine(workflow));
}
