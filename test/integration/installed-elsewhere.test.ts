import { cpSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { createCommandLine, PROGRAM } from "../support/command-line.ts";
import { createProject, FEATURE } from "./project.ts";

it("works from a folder with a space, a hash, a percent sign and an umlaut in its name", async () => {
  const project = await createProject();
  try {
    const home = join(project.root, "Prögrams #1 %41");
    const source = dirname(dirname(PROGRAM));
    for (const part of ["bin", "dist", "package.json"])
      cpSync(join(source, part), join(home, part), { recursive: true });
    const cli = createCommandLine({
      root: project.root,
      cwd: project.repo,
      program: join(home, "bin/orc-tui.js"),
    });
    expect(await cli.run(["new", FEATURE, "--wait", "gate"])).toMatchObject({ exitCode: 4 });
    const env = { ORC_DEMO_SECONDS: "0" };
    const demo = await cli.run(["new", "Add search", "--agent", "demo", "--wait", "gate"], { env });
    expect(demo).toMatchObject({ exitCode: 4 });
  } finally {
    await project.cleanup();
  }
});
