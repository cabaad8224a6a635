import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listWorkflowFolders } from "../../source/store/folders.ts";
import { plansLayout } from "../../source/store/layout.ts";
import { readRecord } from "../../source/store/record.ts";
import type { Workflow } from "../../source/workflow/state.ts";
import { type CommandLine, createCommandLine } from "../support/command-line.ts";
import { createSandbox, type Sandbox } from "../support/git-sandbox.ts";

/** A repository with a bare remote, a user's settings with a quick agent, and the program. */
export interface Scene extends Sandbox {
  readonly program: CommandLine;
  readonly plans: string;
  /** A file outside the repository to which every start of an agent adds a line. */
  readonly witness: string;
  /** The workflow as it is on disk, mended or not; `null` before there is one. */
  workflow(): Workflow | null;
}

/** What the agent prints, so that its log can be looked for gaps. */
export const AGENT_LINES = Array.from({ length: 20 }, (_, index) => `working on part ${index + 1}`);

/** Tells the witness of its start, prints its lines, writes a document that names its run. */
const AGENT = `#!/bin/sh
cat > /dev/null
echo "$ORC_RUN_DIR" >> "$1"
part=1
while [ $part -le ${AGENT_LINES.length} ]; do
  echo "working on part $part"
  [ $((part % 5)) -eq 0 ] && sleep "$2"
  part=$((part + 1))
done
mkdir -p "$ORC_PLANS_DIR/specs"
echo "# Requirements, run $(basename "$ORC_RUN_DIR")" > "$ORC_PLANS_DIR/specs/requirements.md"
`;

/** @param options.pauseSeconds how long the agent sleeps, four times in its work */
export async function createScene(options: { pauseSeconds?: number; program?: string } = {}): Promise<Scene> {
  const sandbox = await createSandbox({ remote: true });
  const plans = join(sandbox.repo, ".plans");
  const agent = join(sandbox.root, "agent.sh");
  const witness = join(sandbox.root, "witness");
  writeFileSync(agent, AGENT);
  chmodSync(agent, 0o755);
  const program = createCommandLine({
    root: sandbox.root,
    cwd: sandbox.repo,
    ...(options.program === undefined ? {} : { program: options.program }),
  });
  const command = [agent, witness, String(options.pauseSeconds ?? 0.05)];
  // In the user's own settings, which need no trust.
  const settings = { defaultAgent: "script", agents: { script: { provider: "command", command } } };
  writeFileSync(join(program.configDir, "config.json"), JSON.stringify(settings));
  return {
    ...sandbox,
    program,
    plans,
    witness,
    workflow: () => workflowOnDisk(plans),
    async cleanup() {
      await program.close();
      await sandbox.cleanup();
    },
  };
}

function workflowOnDisk(plans: string): Workflow | null {
  for (const { path } of listWorkflowFolders(plansLayout(plans))) {
    const reading = readRecord(path);
    if (reading.kind === "sound" || reading.kind === "mendable") return reading.record.workflow;
  }
  return null;
}

/** The run folders whose agent has been started, once for every start. */
export function agentStarts(witness: string): string[] {
  return existsSync(witness) ? readFileSync(witness, "utf8").trimEnd().split("\n") : [];
}
