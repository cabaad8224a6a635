import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PseudoTerminal } from "../../support/pty.ts";
import { createProject, type Project } from "../project.ts";
import { type Ledger, openLedger } from "./ledger.ts";
import type { AgentPlan } from "./plan.ts";
import { STAND_IN } from "./stand-in.ts";

/** A project whose agent notes what it does. */
export interface AgentScene extends Project {
  readonly ledger: Ledger;
  /** Opens the dashboard in a terminal. */
  openDashboard(): PseudoTerminal;
  /** Ends everything that was started in a terminal, agents too: to be called when all is looked at. */
  closeTerminals(): Promise<void>;
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
  const terminals: PseudoTerminal[] = [];
  return {
    ...project,
    ledger,
    openDashboard() {
      const terminal = terminalOf(project, entry);
      terminals.push(terminal);
      return terminal;
    },
    async closeTerminals() {
      await Promise.all(terminals.map((terminal) => terminal.close()));
    },
  };
}

function terminalOf({ program, repo }: Project, entry: string): PseudoTerminal {
  const person = { HOME: program.home, ORC_TUI_CONFIG_DIR: program.configDir, LANG: "C.UTF-8" };
  return new PseudoTerminal({
    file: process.execPath,
    args: [entry],
    cwd: repo,
    env: { ...process.env, ...person },
  });
}
