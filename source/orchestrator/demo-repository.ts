import { mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changeWorktree as runGit } from "../git/run.ts";

/** A small repository with a bare remote in a folder of its own, for trying orc-tui out. */
export interface DemoRepository {
  /** Holds everything of the demo: the checkout, the remote and the worktrees. */
  readonly folder: string;
  readonly root: string;
}

const README = `# Acme Shop

A small web shop. This repository is made up: it is here so that you can try orc-tui.
`;

export async function createDemoRepository(): Promise<DemoRepository> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "orc-tui-demo-")));
  const root = join(folder, "acme-shop");
  const remote = join(folder, "remote.git");
  await runGit(folder, ["init", "--quiet", "--bare", "--initial-branch=main", "remote.git"]);
  await runGit(folder, ["init", "--quiet", "--initial-branch=main", "acme-shop"]);
  for (const [key, value] of [
    ["user.name", "orc-tui demo"],
    ["user.email", "demo@example.invalid"],
    ["commit.gpgsign", "false"],
  ] as const) {
    await runGit(root, ["config", key, value]);
  }
  writeFileSync(join(root, "README.md"), README);
  await runGit(root, ["add", "README.md"]);
  await runGit(root, ["commit", "--quiet", "--no-verify", "-m", "feat: a shop"]);
  await runGit(root, ["remote", "add", "origin", remote]);
  await runGit(root, ["push", "--quiet", "--no-verify", "--set-upstream", "origin", "main"]);
  return { folder, root };
}
