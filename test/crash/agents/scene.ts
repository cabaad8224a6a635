import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createProject, type Project } from "../project.ts";
import { type Ledger, openLedger } from "./ledger.ts";
import type { AgentPlan } from "./plan.ts";
import { STAND_IN } from "./stand-in.ts";

/** A project whose agent notes what it does. */
export interface AgentScene extends Project {
  readonly ledger: Ledger;
  /** The built program that is tested. */
  readonly entry: string;
}

/** @param entry the built program that is tested */
export async function createAgentScene(
  { kind, paddingBytes }: Pick<AgentPlan, "kind" | "paddingBytes">,
  entry: string,
): Promise<AgentScene> {
  const project = await createProject(entry);
  const ledger = openLedger(join(project.root, "ledger"));
  const bin = join(project.root, "bin");
  const program = join(bin, "claude");
  for (const folder of [ledger.folder, bin]) mkdirSync(folder);
  writeFileSync(program, STAND_IN);
  chmodSync(program, 0o755);
  const env = {
    LEDGER: ledger.folder,
    PADDING: String(paddingBytes),
    PATH: `${bin}:${process.env.PATH}`,
    // It counts as logged in.
    ANTHROPIC_API_KEY: "test-key",
  };
  const agent = kind === "claude" ? { provider: "claude" } : { provider: "command", command: [program] };
  project.setAgent({ ...agent, env });
  return { ...project, ledger, entry };
}
