import { runFolder } from "../../../source/agents/run-folder.ts";
import { readOutput, runPath } from "./play.ts";
import type { AgentScene } from "./scene.ts";

/**
 * How much of what the first agent said, and what its supervisor had not read yet when it was killed, is gone with the
 * pipe between them.
 */
export function lostLines(scene: AgentScene): Readonly<Record<string, number>> {
  const said = scene.ledger.said(1, "stdout");
  const kept = readOutput(runFolder(runPath(scene, 1)).output);
  const lost = said.slice(kept.length).split("\n").length - 1;
  return { "lines lost with a supervisor": lost, "runs that lost lines": Number(lost > 0) };
}
