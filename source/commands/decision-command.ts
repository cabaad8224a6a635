import type { Session } from "../orchestrator/session.ts";
import { findWorkflow } from "../store/workflow-store.ts";
import { type Action, whyNot } from "../workflow/actions.ts";
import type { Workflow } from "../workflow/state.ts";
import { type CommandCall, EXIT, type ExitCode } from "./command.ts";
import { workflowLine } from "./listing.ts";
import { settle } from "./waiting.ts";

/** The shape of most commands: find the workflow, ask for something, let what follows from it happen, show the result. */
export async function actOnWorkflow(
  call: CommandCall,
  action: Action,
  ask: (session: Session, workflow: Workflow) => Promise<unknown>,
): Promise<ExitCode> {
  const session = await call.openSession(true);
  try {
    const workflow = findWorkflow(
      Object.values(session.store.getState().workflows),
      call.words[0],
      (each) => whyNot(action, each) === null,
    );
    try {
      await ask(session, workflow);
    } finally {
      await settle(session, workflow.id, call.signal);
    }
    const after = session.store.getState().workflows[workflow.id] ?? workflow;
    if (call.json) call.print.json(after);
    else call.print.result(workflowLine(after));
    return EXIT.done;
  } finally {
    await session.close();
  }
}
