import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runFolder } from "../../../source/agents/run-folder.ts";
import { stopRun } from "../../../source/agents/stop.ts";
import { boundMark } from "../../../source/agents/supervisor/run-output.ts";
import { listProcesses, signalProcess } from "../../../source/processes/tree.ts";
import { REAL_TIME } from "../../support/real-time.ts";
import { output, sandboxForEachTest, statusOf, supervisorEntry, until } from "../sandbox.ts";

const sandbox = sandboxForEachTest();

describe("a run that ends by itself", () => {
  test("keeps all output, the exit code and the times", async () => {
    const { folder, end } = await sandbox.current.run(
      sandbox.current.script("echo one; echo oops >&2; printf 'two without newline'; exit 0"),
    );
    expect(output(folder)).toBe("one\ntwo without newline");
    expect(readFileSync(folder.stderr, "utf8")).toBe("oops\n");
    expect(end).toMatchObject({ outcome: "succeeded", reason: null, exitCode: 0, signal: null });
    const status = statusOf(folder);
    expect(status).toMatchObject({ phase: "ended", cause: "exit", bytes: 28, droppedBytes: 0 });
    for (const time of [status.startedAt, status.endedAt, status.lastOutputAt]) {
      expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
  });

  test("fails with its exit code and the last words on stderr", async () => {
    const { end } = await sandbox.current.run(sandbox.current.script("echo no such model >&2; exit 3"));
    expect(end).toMatchObject({ outcome: "failed", exitCode: 3 });
    expect(end.reason).toBe("The agent ended with exit code 3: no such model");
  });

  test("reports the signal that killed the agent", async () => {
    const { end } = await sandbox.current.run(sandbox.current.script("kill -9 $$"));
    expect(end).toMatchObject({ outcome: "failed", exitCode: null, signal: "SIGKILL" });
  });

  test("gives the agent its prompt on standard input, and not in its arguments", async () => {
    const prompt = `secret plan ${"x".repeat(200_000)}`;
    const { folder } = await sandbox.current.run(
      sandbox.current.script("tr '\\0' '\\n' < /proc/$$/cmdline > args; cat"),
      { prompt },
    );
    expect(output(folder)).toBe(prompt);
    expect(readFileSync(join(sandbox.current.worktree, "args"), "utf8")).not.toContain("secret plan");
    expect(readFileSync(folder.spec, "utf8")).not.toContain("secret plan");
  });

  test("writes a large output completely and in order", async () => {
    const lines = 300_000;
    const { folder } = await sandbox.current.run(sandbox.current.script(`seq 1 ${lines}`));
    const all = output(folder).trimEnd().split("\n");
    expect(all.length).toBe(lines);
    expect(all.at(-1)).toBe(String(lines));
    expect(all.every((line, index) => line === String(index + 1))).toBe(true);
  });

  test("reports a program that cannot be started", async () => {
    const damaged = await sandbox.current.dispatchSpec(sandbox.current.script("true"), {
      file: "/no/such/program",
    });
    expect(await sandbox.current.end(damaged)).toMatchObject({
      outcome: "failed",
      reason: expect.stringContaining("/no/such/program"),
    });
    expect(statusOf(damaged).cause).toBe("spawn_failed");
  });

  test("reports a worktree that is gone", async () => {
    const folder = await sandbox.current.dispatchSpec(sandbox.current.script("true"), {
      cwd: "/no/such/worktree",
    });
    expect((await sandbox.current.end(folder)).reason).toContain("worktree /no/such/worktree is gone");
  });
});

describe("the bound on output", () => {
  test("marks the place once and drops the rest, while the run goes on", async () => {
    const folder = await sandbox.current.dispatchSpec(
      sandbox.current.script("echo begin; seq 1 200000; echo more >&2; exit 0"),
      { maxOutputBytes: 100_000 },
    );
    expect((await sandbox.current.end(folder)).outcome).toBe("succeeded");
    const all = `${output(folder)}${readFileSync(folder.stderr, "utf8")}`;
    expect(all.split(boundMark(100_000)).length).toBe(2);
    expect(all.length).toBeLessThan(100_200);
    expect(statusOf(folder).droppedBytes).toBeGreaterThan(1_000_000);
  });

  test("does not lose the agent's final event", async () => {
    const folder = await sandbox.current.dispatchSpec(sandbox.current.demo("flood:1000000:20000"), {
      maxOutputBytes: 50_000,
    });
    expect((await sandbox.current.end(folder)).outcome).toBe("succeeded");
  });
});

test.runIf(process.platform === "linux")(
  "a full disk is the agent's own trouble, and ends no run",
  async () => {
    const context = sandbox.current.context();
    mkdirSync(context.runFolder, { recursive: true });
    symlinkSync("/dev/full", join(context.runFolder, "output.ndjson"));
    await sandbox.current.runner.dispatch(sandbox.current.script("echo lost || echo kept >&2"), context);
    const folder = runFolder(context.runFolder);
    expect((await sandbox.current.end(folder)).outcome).toBe("succeeded");
    expect(readFileSync(folder.stderr, "utf8")).toMatch(/kept\n$/);
  },
);

describe("an agent that speaks in events", () => {
  /** The demo agent's vocabulary, said by a shell. */
  const speaking = (script: string, stallSeconds: number) =>
    sandbox.current.dispatchSpec(sandbox.current.demo(""), {
      file: "/bin/sh",
      args: ["-c", script],
      stallSeconds,
    });

  test("is stalled when it only makes noise", async () => {
    const folder = await speaking("while :; do echo noise; echo noise >&2; printf .; sleep 0.05; done", 0.5);
    expect((await sandbox.current.end(folder)).outcome).toBe("stalled");
  });

  test("is at work as long as it says anything, however little it decides", async () => {
    const word = `echo '{"type":"text","text":"thinking"}'; sleep 0.1`;
    const folder = await speaking(
      `for i in $(seq 25); do ${word}; done; echo '{"type":"end","outcome":"success"}'`,
      2,
    );
    expect((await sandbox.current.end(folder)).outcome).toBe("succeeded");
  });
});

describe("time limits", () => {
  test("end a run that takes too long", async () => {
    const config = sandbox.current.script("while :; do echo tick; sleep 0.05; done", { timeoutSeconds: 0.4 });
    const { folder, end } = await sandbox.current.run(config);
    expect(end).toMatchObject({
      outcome: "timed_out",
      reason: "It took longer than 0.4 seconds and was ended.",
    });
    expect(sandbox.current.carriers(folder)).toEqual([]);
  });

  test("end a run that says nothing, and only such a one", async () => {
    const silent = sandbox.current.script("echo begin; sleep 30", { stallSeconds: 2 });
    const talking = sandbox.current.script("for i in $(seq 25); do echo $i; sleep 0.1; done", {
      stallSeconds: 2,
    });
    const [first, second] = await Promise.all([sandbox.current.run(silent), sandbox.current.run(talking)]);
    expect(first.end).toMatchObject({
      outcome: "stalled",
      reason: "It said nothing for 2 seconds and was ended.",
    });
    expect(second.end.outcome).toBe("succeeded");
  });

  test("end an agent that stays after its final event, which was success", async () => {
    const folder = await sandbox.current.dispatchSpec(sandbox.current.demo("linger"), { lingerSeconds: 0.3 });
    expect(await sandbox.current.end(folder)).toMatchObject({
      outcome: "succeeded",
      reason: "It stayed for 0.3 seconds after its final event and was ended.",
    });
    expect(statusOf(folder).cause).toBe("linger");
  });

  test("end a grandchild that holds the pipes of an agent that is done", async () => {
    const folder = await sandbox.current.dispatchSpec(sandbox.current.script("sleep 30 & echo done"), {
      lingerSeconds: 0.3,
    });
    expect(await sandbox.current.end(folder)).toMatchObject({ outcome: "succeeded", exitCode: 0 });
    expect(sandbox.current.carriers(folder)).toEqual([]);
  });
});

describe("what is left of a run", () => {
  test("is ended with it: background, new sessions, and both at once", async () => {
    const { folder } = await sandbox.current.run(
      sandbox.current.script(
        "sleep 31 >/dev/null 2>&1 & setsid sleep 32 >/dev/null 2>&1 & (setsid sh -c 'sleep 33 & sleep 34' >/dev/null 2>&1 &) ; sleep 0.2",
      ),
    );
    expect(sandbox.current.carriers(folder)).toEqual([]);
  });

  test("is ended in its group even where it has cleared its environment", async () => {
    const pidFile = join(sandbox.current.root, "pid");
    const { end } = await sandbox.current.run(
      sandbox.current.script(`env -i sleep 30 >/dev/null 2>&1 & echo $! > ${pidFile}`),
    );
    expect(end.outcome).toBe("succeeded");
    const pid = Number(readFileSync(pidFile, "utf8"));
    expect(listProcesses().some((entry) => entry.pid === pid)).toBe(false);
  });
});

describe("a stop", () => {
  test("lets an agent that listens end in its own way", async () => {
    const folder = await sandbox.current.dispatch(
      sandbox.current.script("trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.05; done"),
    );
    await until(() => output(folder).includes("ready"));
    await stopRun(folder.path);
    expect(output(folder)).toBe("ready\nbye\n");
    expect(await sandbox.current.end(folder)).toMatchObject({ outcome: "stopped", exitCode: 0 });
  });

  test(
    "ends an agent that does not listen, with its children, in less than 6 seconds",
    REAL_TIME,
    async () => {
      const folder = await sandbox.current.dispatch(
        sandbox.current.script("trap '' TERM; setsid sleep 40 & echo ready; while :; do sleep 0.05; done"),
      );
      await until(() => output(folder).includes("ready"));
      const start = performance.now();
      await stopRun(folder.path);
      expect(performance.now() - start).toBeLessThan(6_000);
      expect(sandbox.current.carriers(folder)).toEqual([]);
      expect(await sandbox.current.end(folder)).toMatchObject({ outcome: "stopped", signal: "SIGKILL" });
    },
  );

  test("does nothing to a run that has ended", async () => {
    const { folder } = await sandbox.current.run(sandbox.current.script("exit 0"));
    const before = readFileSync(folder.status, "utf8");
    await stopRun(folder.path);
    expect(readFileSync(folder.status, "utf8")).toBe(before);
  });
});

describe("the supervisor", () => {
  test("outlives a hangup and its starter", async () => {
    const folder = await sandbox.current.dispatch(sandbox.current.script("sleep 0.5; echo alive"));
    expect(signalProcess(statusOf(folder).supervisor?.pid ?? 0, "SIGHUP")).toBe(true);
    expect((await sandbox.current.end(folder)).outcome).toBe("succeeded");
    expect(output(folder)).toBe("alive\n");
  });

  test("leads a group of its own, apart from the agent's", async () => {
    const folder = await sandbox.current.dispatch(sandbox.current.script("sleep 5"));
    const { supervisor, pgid } = statusOf(folder);
    const groups = listProcesses().filter((entry) => entry.pid === supervisor?.pid || entry.pid === pgid);
    expect(groups.map((entry) => entry.group === entry.pid)).toEqual([true, true]);
    await stopRun(folder.path);
  });

  test("leaves alone a run that has an owner, and says nothing", async () => {
    const { folder } = await sandbox.current.run(sandbox.current.script("echo once >> starts"));
    const again = spawnSync(process.execPath, [supervisorEntry, folder.path], { encoding: "utf8" });
    expect(again).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect(readFileSync(join(sandbox.current.worktree, "starts"), "utf8")).toBe("once\n");
  });

  test("refuses a folder without a specification", () => {
    writeFileSync(join(sandbox.current.root, "spec.json"), "{}");
    const started = spawnSync(process.execPath, [supervisorEntry, sandbox.current.root], {
      encoding: "utf8",
    });
    expect(started.status).not.toBe(0);
    expect(started.stderr).toContain("spec.json");
  });
});
