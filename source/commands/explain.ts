import type { Explanation, Reason } from "../orchestrator/explanation.ts";
import { findWorkflow } from "../store/workflow-store.ts";
import { screenLine, screenText } from "../text/screen.ts";
import { isTerminal } from "../workflow/state.ts";
import { type Command, EXIT } from "./command.ts";
import { placeOf } from "./place.ts";
import { nameOf } from "./progress.ts";

export const command: Command = {
  usage: "<issue>",
  summary: "say why nothing happens with a workflow, what it waits for, and when it is looked at next",
  examples: [{ line: "explain 12", does: "why nothing happens with issue 12" }],
  output: ["explanation"],
  maxWords: 1,
  changes: false,
  async run(call) {
    const { openPlace } = await import("../orchestrator/open-place.ts");
    const { explainWorkflow } = await import("../orchestrator/explain-workflow.ts");
    const session = await call.openSession(false);
    const place = await openPlace(placeOf(call));
    try {
      const workflows = Object.values(session.store.getState().workflows);
      const workflow = findWorkflow(workflows, call.words[0], ({ state }) => !isTerminal(state));
      const explanation = await explainWorkflow(place, session, workflow, new Date());
      if (call.json) call.print.json(explanation);
      else call.print.result(screenText(describe(explanation, nameOf(workflow))));
      return EXIT.done;
    } finally {
      place.tracker.close();
      await session.close();
    }
  },
};

function describe(explanation: Explanation, name: string): string {
  const { state, reasons, due, nextTryAt, pollSeconds, enginePid } = explanation;
  const engine =
    enginePid === null ? "none" : `process ${enginePid}, which asks the tracker every ${pollSeconds} s`;
  return [
    `${name} is in ${state}`,
    ...reasons.flatMap(linesOf),
    ...(due.length > 0 ? [`Due: ${due.join(", ")}`] : []),
    ...(nextTryAt === null ? [] : [`Next try: ${nextTryAt}`]),
    `Engine: ${engine}`,
  ].join("\n");
}

function linesOf({ message, remedy }: Reason): string[] {
  return [`- ${screenLine(message)}`, ...(remedy === "" ? [] : [`  ${screenLine(remedy)}`])];
}
