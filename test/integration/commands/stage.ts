import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Workflow } from "../../../source/workflow/state.ts";
import { createGitHubProject, type GitHubProject } from "../github/project.ts";
import { createProject, type Project } from "../project.ts";

/** A project in which each command finds what it can do, and what it cannot. */
export interface Stage {
  readonly project: Project;
  /** Everything is as it was at first. */
  reset(): Promise<void>;
  /** The same with a workflow at the gate on GitHub; nothing is put back there. */
  onGitHub(): Promise<Project>;
  leave(): Promise<void>;
}

/** 1 is at the gate, 2 has failed, 3 is DONE and its worktree still there. */
export async function createStage(): Promise<Stage> {
  const project = await createProject();
  const { cli, agent, root } = project;
  await cli.run(["new", "Ready", "--wait", "gate"]);
  agent.fail();
  await cli.run(["new", "Broken", "--wait", "gate"]);
  agent.succeed();
  await cli.run(["new", "Over", "--wait", "gate"]);
  await cli.run(["approve", "3"]);
  const copy = { recursive: true, preserveTimestamps: true, verbatimSymlinks: true };
  const sound = `${root}-sound`;
  cpSync(root, sound, copy);
  let github: Promise<GitHubProject> | undefined;
  return {
    project,
    async reset() {
      await endAgents(project);
      for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true });
      cpSync(sound, root, copy);
    },
    async onGitHub() {
      github ??= createGitHubProject();
      const there = await github;
      if (existsSync(join(there.plans, "1"))) return there;
      await there.cli.run(["new", "Ready", "--wait", "gate"]);
      there.github.world.push("1-ready");
      return there;
    },
    async leave() {
      await (await github)?.cleanup();
      await endAgents(project);
      await project.cleanup();
      rmSync(sound, { recursive: true });
    },
  };
}

/** Whatever was begun must not write into what is put back. */
async function endAgents({ cli, agent, plans }: Project): Promise<void> {
  agent.letGo();
  for (const issue of readdirSync(plans).filter((name) => /^\d+$/.test(name))) {
    const { runs } = JSON.parse(readFileSync(join(plans, issue, "state.json"), "utf8")) as Workflow;
    if (runs.at(-1)?.outcome === null) await cli.run(["stop", issue]);
  }
}
