import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createCommandLine } from "../support/command-line.ts";
import { createSandbox } from "../support/git-sandbox.ts";

it.each([[["list"]], [["status", "1"]], [["logs", "1"]], [[]]])(
  "looking at a repository without workflows leaves nothing behind: %j",
  async (args) => {
    const sandbox = await createSandbox({ remote: false });
    const cli = createCommandLine({ root: sandbox.root, cwd: sandbox.repo });
    onTestFinished(async () => {
      await cli.close();
      await sandbox.cleanup();
    });
    await cli.run(args);
    expect(existsSync(join(sandbox.repo, ".plans"))).toBe(false);
  },
);
