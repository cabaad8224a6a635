import { readFileSync, utimesSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { command } from "../../source/agents/providers/command.ts";
import { runFolder } from "../../source/agents/run-folder.ts";
import { readStatus } from "../../source/agents/run-status.ts";
import { stopRun } from "../../source/agents/stop.ts";
import { watchRun } from "../../source/agents/watch.ts";
import { currentIdentity } from "../../source/processes/identity.ts";
import { signalProcess } from "../../source/processes/tree.ts";
import { REAL_TIME } from "../support/real-time.ts";
import { output, sandboxForEachTest, statusOf, until } from "./sandbox.ts";

const sandbox = sandboxForEachTest();

const TALKATIVE = "setsid sleep 60 >/dev/null 2>&1 & while :; do echo tick; sleep 0.02; done";

function killSupervisor(folder: ReturnType<typeof runFolder>): void {
  expect(signalProcess(statusOf(folder).supervisor?.pid ?? 0, "SIGKILL")).toBe(true);
}

describe("kill -9 of the supervisor", () => {
  test("is noticed within seconds, and nothing of the run survives it", REAL_TIME, async () => {
    const folder = await sandbox.current.dispatch(sandbox.current.script(TALKATIVE));
    await until(() => output(folder).length > 0);
    killSupervisor(folder);
    const start = performance.now();
    const end = await sandbox.current.end(folder);
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(end).toMatchObject({ outcome: "lost", exitCode: null });
    expect(end.reason).toContain("supervisor was killed");
    expect(sandbox.current.carriers(folder)).toEqual([]);
  });

  test("at any moment leaves either an ended run or a lost one, with no process and one start", async () => {
    // Spread over the life of a short run, from the spawn of the supervisor to after its end.
    const moments = [0, 40, 80, 100, 120, 140, 160, 200, 300, 500].map(async (milliseconds) => {
      const context = sandbox.current.context();
      const folder = runFolder(context.runFolder);
      const config = sandbox.current.script("echo start >> $ORC_RUN_DIR/starts; sleep 0.1");
      const dispatched = sandbox.current.runner.dispatch(config, context);
      await delay(milliseconds);
      const supervisor = claimant(folder.claim);
      if (supervisor !== null) signalProcess(supervisor, "SIGKILL");
      await dispatched;
      const end = await sandbox.current.end(folder);
      expect(["lost", "succeeded"]).toContain(end.outcome);
      expect(sandbox.current.carriers(folder)).toEqual([]);
      expect(startsIn(folder.path)).toBeLessThanOrEqual(1);
    });
    await Promise.all(moments);
  });

  test("is mended by a stop, which sweeps", async () => {
    const folder = await sandbox.current.dispatch(sandbox.current.script(TALKATIVE));
    await until(() => sandbox.current.carriers(folder).length >= 3);
    killSupervisor(folder);
    await stopRun(folder.path);
    expect(sandbox.current.carriers(folder)).toEqual([]);
  });

  test("keeps the session and what was used, for going on later", async () => {
    const folder = await sandbox.current.dispatch(sandbox.current.demo("hang"));
    await until(() => output(folder).includes('"usage"'));
    killSupervisor(folder);
    const end = await sandbox.current.end(folder);
    expect(end.sessionId).toMatch(/^[0-9a-f-]{36}$/);
    expect(end.usage).toEqual({ inputTokens: 1200, outputTokens: 180, costUsd: 0 });
  });
});

test("kill -9 of the agent is a failure that names the signal", async () => {
  const folder = await sandbox.current.dispatch(sandbox.current.script(TALKATIVE));
  expect(signalProcess(statusOf(folder).pgid ?? 0, "SIGKILL")).toBe(true);
  expect(await sandbox.current.end(folder)).toMatchObject({ outcome: "failed", signal: "SIGKILL" });
  expect(sandbox.current.carriers(folder)).toEqual([]);
});

test("a stopped supervisor process that does not answer is ended by force", async () => {
  const folder = await sandbox.current.dispatch(sandbox.current.script(TALKATIVE));
  await until(() => output(folder).length > 0);
  expect(signalProcess(statusOf(folder).supervisor?.pid ?? 0, "SIGSTOP")).toBe(true);
  await stopRun(folder.path);
  expect(sandbox.current.carriers(folder)).toEqual([]);
  expect((await sandbox.current.end(folder)).outcome).toBe("lost");
});

test("several watchers see the same end", async () => {
  const folder = await sandbox.current.dispatch(sandbox.current.script("sleep 0.2; exit 4"));
  const ends = await Promise.all([1, 2, 3].map(() => sandbox.current.end(folder)));
  expect(ends.map((end) => end.exitCode)).toEqual([4, 4, 4]);
});

test("a watch can be given up, and the run goes on", async () => {
  const folder = await sandbox.current.dispatch(sandbox.current.script("sleep 30"));
  const giveUp = new AbortController();
  const watching = watchRun(folder.path, command, { signal: giveUp.signal });
  giveUp.abort(new Error("enough"));
  await expect(watching).rejects.toThrow("enough");
  expect(statusOf(folder).phase).toBe("running");
});

test("waits for a run that nobody has claimed yet", async () => {
  const context = sandbox.current.context();
  const watching = watchRun(context.runFolder, command, { signal: AbortSignal.timeout(20_000) });
  await sandbox.current.runner.dispatch(sandbox.current.script("echo hello"), context);
  expect((await watching).result.outcome).toBe("succeeded");
});

test("a run that another boot of the machine left unfinished is lost, and no process here is touched", async () => {
  const folder = await sandbox.current.dispatch(sandbox.current.script("sleep 30"));
  await stopRun(folder.path);
  const elsewhere = { ...currentIdentity(), host: "an-earlier-boot" };
  writeFileSync(folder.claim, JSON.stringify({ version: 1, owner: "supervisor", supervisor: elsewhere }));
  const status = { ...statusOf(folder), phase: "running", agent: elsewhere, supervisor: elsewhere };
  writeFileSync(folder.status, JSON.stringify(status));
  utimesSync(folder.status, 0, 0);
  expect((await sandbox.current.end(folder)).outcome).toBe("lost");
});

test("a damaged status counts as none", async () => {
  const { folder } = await sandbox.current.run(sandbox.current.script("exit 0"));
  writeFileSync(folder.status, '{"phase":"running","run');
  expect(readStatus(folder)).toBeNull();
  writeFileSync(folder.status, '{"version":2,"phase":"ended","runId":"x","later":"field"}');
  expect(readStatus(folder)).toMatchObject({ phase: "ended", runId: "x", exitCode: null, cause: null });
});

function claimant(path: string): number | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")).supervisor.pid;
  } catch {
    return null;
  }
}

function startsIn(folder: string): number {
  try {
    return readFileSync(`${folder}/starts`, "utf8").split("\n").length - 1;
  } catch {
    return 0;
  }
}
