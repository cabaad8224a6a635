import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readClaim } from "../../source/agents/run-claim.ts";
import { runFolder } from "../../source/agents/run-folder.ts";
import { isAlive } from "../../source/processes/identity.ts";
import { eventually } from "../support/eventually.ts";
import { createProject, FEATURE, type Project } from "./project.ts";

interface Told {
  readonly what: string;
  readonly verdict: "ok" | "warning" | "problem";
  readonly message: string;
  readonly remedy: string;
  readonly fixed?: string;
}

let project: Project;

beforeAll(async () => {
  project = await createProject();
  await project.cli.run(["new", FEATURE, "--wait", "gate"]);
});
afterAll(async () => project.cleanup());

async function doctor(...words: string[]): Promise<{ exitCode: number | null; findings: Told[] }> {
  const { exitCode, stdout } = await project.cli.run(["doctor", "--json", ...words]);
  return { exitCode, findings: JSON.parse(stdout) as Told[] };
}

async function complaints(...words: string[]): Promise<Told[]> {
  return (await doctor(...words)).findings.filter(({ verdict }) => verdict !== "ok");
}

/** The sandbox of an agent is a matter of its own. */
const aboutUs = ({ what }: Told) => !what.startsWith("Sandbox");

describe("doctor", () => {
  it("looks at the machine, the repository, the files, the runs, the tracker and the agents", async () => {
    const { exitCode, findings } = await doctor();
    expect(exitCode).toBe(0);
    const looked = findings.map(({ what }) => what);
    for (const what of ["git", "Node", "terminal", "repository", "settings", ".plans", "workflows"])
      expect(looked).toContain(what);
    for (const what of ["engine", "locks", "runs", "labels", "tracker", "Agent script (command)"])
      expect(looked).toContain(what);
    expect(findings.filter(aboutUs).filter(({ verdict }) => verdict !== "ok")).toEqual([]);
    const { stdout } = await project.cli.run(["doctor"]);
    expect(stdout).toMatch(/^✓ git: \d/);
  });

  it("finds a label that was changed by hand, and puts it back", async () => {
    const path = join(project.plans, "tracker/1.json");
    const issue = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({ ...issue, labels: ["bug", "status:done"] }));
    expect(await complaints()).toContainEqual(
      expect.objectContaining({ what: "labels", message: expect.stringContaining("status:done instead of") }),
    );
    const { findings } = await doctor("--fix");
    expect(findings.find(({ what }) => what === "labels")).toMatchObject({
      verdict: "ok",
      fixed: "put status:awaiting-approval on issue 1",
    });
    expect(JSON.parse(readFileSync(path, "utf8")).labels).toEqual(["bug", "status:awaiting-approval"]);
  });

  it("finds the locks of the dead and what they left, and removes that alone", async () => {
    const lock = join(project.plans, "store.lock");
    const left = join(project.plans, "1/state.json.999999999-0123456789ab.tmp");
    const own = join(project.plans, "1/notes.lock");
    const holder = { nonce: "abc", process: { pid: 999_999_999, startedAt: "1", host: "elsewhere" } };
    writeFileSync(lock, JSON.stringify(holder));
    writeFileSync(left, "half");
    writeFileSync(own, "not one of ours");
    const old = new Date(Date.now() - 60_000);
    for (const path of [lock, left]) utimesSync(path, old, old);
    const [found] = (await complaints()).filter(({ what }) => what === "locks");
    expect(found?.message).toContain(lock);
    expect(found?.message).toContain(left);
    expect(existsSync(left)).toBe(true);
    const { stdout } = await project.cli.run(["doctor", "--fix"]);
    expect(stdout).toContain("Mended: removed 2 leftovers");
    expect([lock, left, own].map((path) => existsSync(path))).toEqual([false, false, true]);
    rmSync(own);
  });

  it("finds a workflow that cannot be read, and names the command that rebuilds it", async () => {
    const folder = join(project.plans, "8");
    mkdirSync(folder);
    writeFileSync(join(folder, "journal.ndjson"), "damage\nmore damage\n");
    const { exitCode, findings } = await doctor();
    expect(exitCode).toBe(1);
    expect(findings).toContainEqual(
      expect.objectContaining({
        what: "workflow 8",
        verdict: "problem",
        remedy: expect.stringContaining("repair 8"),
      }),
    );
    rmSync(folder, { recursive: true });
  });

  it("says what is wrong with the settings, and where there is no repository, instead of failing", async () => {
    const right = project.settingsText();
    writeFileSync(join(project.plans, "config.json"), '{ "pollSeconds": 1 }');
    const wrong = await doctor();
    expect(wrong.exitCode).toBe(1);
    expect(wrong.findings.at(-1)).toMatchObject({
      what: "settings",
      verdict: "problem",
      message: expect.stringContaining("pollSeconds"),
    });
    writeFileSync(join(project.plans, "config.json"), right);
    const outside = await doctor("--cwd", project.root);
    expect(outside.exitCode).toBe(1);
    expect(outside.findings.at(-1)).toMatchObject({ what: "repository", verdict: "problem" });
  });

  it("finds that the person has not agreed to what the project's settings run", async () => {
    const stranger = { ORC_TUI_CONFIG_DIR: join(project.root, "another-person") };
    const { exitCode, stdout } = await project.cli.run(["doctor", "--json"], { env: stranger });
    expect(exitCode).toBe(1);
    expect((JSON.parse(stdout) as Told[]).find(({ what }) => what === "trust")).toMatchObject({
      verdict: "problem",
      message: expect.stringContaining("agents.script.command"),
      remedy: expect.stringContaining("orc-tui trust"),
    });
    const { findings } = await doctor();
    expect(findings.find(({ what }) => what === "trust")).toMatchObject({ verdict: "ok" });
  });

  it("finds that .plans cannot be written", async () => {
    const { repo } = project;
    const other = join(project.root, "other");
    await project.git("clone", "--quiet", repo, other);
    writeFileSync(join(other, ".plans"), "a file");
    const { findings } = await doctor("--cwd", other, "--remote", "origin");
    expect(findings.find(({ what }) => what === ".plans")?.message).toContain(join(other, ".plans"));
  });

  it("takes no words, and mends nothing for an agent", async () => {
    expect(await project.cli.run(["doctor", "now"])).toMatchObject({ exitCode: 2 });
    const env = { ORC_RUN_ID: "1" };
    expect(await project.cli.run(["doctor"], { env })).toMatchObject({ exitCode: 0 });
    expect(await project.cli.run(["doctor", "--fix"], { env })).toMatchObject({ exitCode: 1 });
  });
});

describe.runIf(process.platform === "linux")("runs", () => {
  it("whose supervisor was killed are found, and what is left of them is ended", async () => {
    project.agent.hold();
    await project.cli.run(["new", "Another feature"]);
    const folder = join(project.plans, "2/runs/1");
    const note = join(project.agent.path, "2-1/pid");
    const agent = await eventually(
      "the agent is at work",
      () => existsSync(note) && readFileSync(note, "utf8").trim(),
    );
    const claim = readClaim(runFolder(folder));
    if (claim?.owner !== "supervisor") throw new Error("it has no supervisor");
    process.kill(claim.supervisor.pid, "SIGKILL");
    await eventually("the supervisor is dead", () => !isAlive(claim.supervisor));
    expect(await complaints()).toContainEqual(
      expect.objectContaining({ what: "runs", message: expect.stringContaining("run 1 of #2") }),
    );
    expect(existsSync(`/proc/${agent}`)).toBe(true);
    const { findings } = await doctor("--fix");
    expect(findings.find(({ what }) => what === "runs")?.fixed).toBe("ended what was left of run 1 of #2");
    await eventually("the agent is gone", () => !existsSync(`/proc/${agent}`));
    project.agent.letGo();
    await project.cli.run(["run", "--once"]);
    expect(project.state(2)).toMatchObject({ lastError: { code: "RUN_LOST" } });
  });

  it("that are over may have left processes, which are found and ended; others are left alone", async () => {
    const started = (env: Record<string, string>) =>
      spawn("sleep", ["600"], { env: { ...process.env, ...env }, stdio: "ignore" });
    const orphan = started({ ORC_RUN_ID: "x", ORC_RUN_DIR: join(project.plans, "1/runs/1") });
    const stranger = started({
      ORC_RUN_ID: "x",
      ORC_RUN_DIR: join(project.root, "elsewhere/.plans/1/runs/1"),
    });
    try {
      const [found] = (await complaints()).filter(({ what }) => what === "orphans");
      expect(found?.message).toMatch(new RegExp(`\\b${orphan.pid}$`));
      const ended = new Promise((resolve) => orphan.once("exit", (_code, signal) => resolve(signal)));
      const { findings } = await doctor("--fix");
      expect(findings.find(({ what }) => what === "orphans")).toMatchObject({ fixed: "ended 1 processes" });
      expect(await ended).toBe("SIGKILL");
      expect(stranger.exitCode).toBeNull();
    } finally {
      orphan.kill("SIGKILL");
      stranger.kill("SIGKILL");
    }
  });
});
