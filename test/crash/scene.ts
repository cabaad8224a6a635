import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createProject, type Project } from "./project.ts";

/** A project with a quick agent. */
export interface Scene extends Project {
  /** A file outside the repository to which every start of an agent adds a line. */
  readonly witness: string;
}

/** What the agent prints, so that its log can be looked for gaps. */
export const AGENT_LINES = Array.from({ length: 20 }, (_, index) => `working on part ${index + 1}`);

/** Tells the witness of its start, prints its lines, in its first run slowly, writes a document that names its run. */
const AGENT = `#!/bin/sh
cat > /dev/null
echo "$ORC_RUN_DIR" >> "$1"
[ "$(basename "$ORC_RUN_DIR")" = 1 ] && pause=$2 || pause=0.05
part=1
while [ $part -le ${AGENT_LINES.length} ]; do
  echo "working on part $part"
  [ $((part % 5)) -eq 0 ] && sleep "$pause"
  part=$((part + 1))
done
mkdir -p "$ORC_PLANS_DIR/specs"
echo "# Requirements, run $(basename "$ORC_RUN_DIR")" > "$ORC_PLANS_DIR/specs/requirements.md"
`;

/** @param options.pauseSeconds how long the agent sleeps, four times in its first run */
export async function createScene(options: { pauseSeconds?: number; program?: string } = {}): Promise<Scene> {
  const project = await createProject(options.program);
  const agent = join(project.root, "agent.sh");
  const witness = join(project.root, "witness");
  writeFileSync(agent, AGENT);
  chmodSync(agent, 0o755);
  const command = [agent, witness, String(options.pauseSeconds ?? 0.05)];
  project.setAgent({ provider: "command", command });
  return { ...project, witness };
}

/** The run folders whose agent has been started, once for every start. */
export function agentStarts(witness: string): string[] {
  return existsSync(witness) ? readFileSync(witness, "utf8").trimEnd().split("\n") : [];
}
