import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { listWorkflowFolders } from "../../source/store/folders.ts";
import { plansLayout } from "../../source/store/layout.ts";
import { readRecord } from "../../source/store/record.ts";
import type { Workflow } from "../../source/workflow/state.ts";
import { type CommandLine, createCommandLine } from "../support/command-line.ts";
import { createSandbox, type Sandbox } from "../support/git-sandbox.ts";

/** A repository with a bare remote, the program, and what is on disk. */
export interface Project extends Sandbox {
  readonly program: CommandLine;
  readonly plans: string;
  /** Makes this the agent of every workflow, in the user's own settings, which need no trust. */
  setAgent(agent: Readonly<Record<string, unknown>>): void;
  /** The workflow as it is on disk, mended or not; `null` before there is one. */
  workflow(): Workflow | null;
}

/** @param program another copy of the built program */
export async function createProject(program?: string): Promise<Project> {
  const sandbox = await createSandbox({ remote: true });
  const plans = join(sandbox.repo, ".plans");
  const commandLine = createCommandLine({
    root: sandbox.root,
    cwd: sandbox.repo,
    ...(program === undefined ? {} : { program }),
  });
  return {
    ...sandbox,
    program: commandLine,
    plans,
    setAgent(agent) {
      const settings = { defaultAgent: "script", agents: { script: agent } };
      writeFileSync(join(commandLine.configDir, "config.json"), JSON.stringify(settings));
    },
    workflow: () => workflowOnDisk(plans),
    async cleanup() {
      await commandLine.close();
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
