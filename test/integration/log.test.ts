import { existsSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createProject, FEATURE, type Project } from "./project.ts";

let project: Project;

beforeEach(async () => {
  project = await createProject();
});
afterEach(async () => project.cleanup());

interface Line {
  readonly at: string;
  readonly level: string;
  readonly pid: number;
  readonly event: string;
  readonly [fact: string]: unknown;
}

function logged(): Line[] {
  const text = readFileSync(join(project.plans, "log/orc-tui.ndjson"), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

describe("the log of a repository", () => {
  it("tells one object a line what went on, and git does not see it", async () => {
    await project.cli.run(["list"]);
    expect(existsSync(join(project.plans, "log"))).toBe(false);
    project.agent.fail();
    await project.cli.run(["new", FEATURE, "--wait", "gate"]);
    const lines = logged();
    for (const line of lines) {
      expect(line).toMatchObject({
        level: expect.stringMatching(/^(?:info|warn|error)$/),
        pid: expect.any(Number),
      });
      expect(line.at).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    }
    expect(lines[0]).toMatchObject({ event: "session opened", surface: "cli" });
    expect(lines).toContainEqual(
      expect.objectContaining({ event: "transition", to: "PHASE_2", workflow: 1 }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({ event: "failed", level: "error", code: "RUN_FAILED" }),
    );
    expect(lines.at(-1)?.event).toBe("session closed");
    expect(await project.git("status", "--porcelain")).not.toContain("log");
  });

  it("tells more with --debug, and nothing secret", async () => {
    const env = { MY_SECRET: "canary-0123456789", HOOK: "https://dana:hunter2@example.org" };
    await project.cli.run(["new", `${FEATURE} canary-0123456789`, "--debug"], { env });
    const lines = logged();
    expect(lines).toContainEqual(expect.objectContaining({ level: "debug", event: "effect begun" }));
    expect(JSON.stringify(lines)).not.toContain("canary-0123456789");
  });
});

describe("an unexpected error", () => {
  const reports = () => {
    const folder = join(project.cli.configDir, "crashes");
    return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  };

  it("leaves a report, says where it is, and has no secret in it", async () => {
    const drafts = join(project.plans, "drafts");
    rmSync(drafts, { recursive: true, force: true });
    // A loop, which no remedy of ours has a word for.
    symlinkSync("drafts", drafts);
    const env = { GH_TOKEN: "canary-0123456789" };
    const { exitCode, stderr } = await project.cli.run(["list", "--repo", "acme/canary-0123456789"], { env });
    expect(exitCode).toBe(1);
    const [path = "", ...others] = reports();
    expect(others).toEqual([]);
    expect(stderr).toContain(`A report without secrets is in ${path}`);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const text = readFileSync(path, "utf8");
    expect(JSON.parse(text)).toMatchObject({
      version: expect.stringMatching(/^\d/),
      node: expect.stringMatching(/^\d/),
      arguments: ["list", "--repo", "acme/[secret]"],
      error: { code: "ELOOP", stack: expect.arrayContaining([expect.stringMatching(/^at /)]) },
    });
    expect(text).not.toContain("canary-0123456789");
    const json = await project.cli.run(["list", "--json"]);
    const { report, code } = JSON.parse(json.stderr);
    expect(code).toBe("UNEXPECTED");
    expect(reports()).toContain(report);
    rmSync(drafts);
  });

  it("is not what a person did wrong: that leaves no report", async () => {
    await project.cli.run(["launch"]);
    await project.cli.run(["status", "77"]);
    expect(reports()).toEqual([]);
  });
});
