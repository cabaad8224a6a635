import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openRunLog } from "../../../source/agents/log/run-log.ts";
import { demo } from "../../../source/agents/providers/demo.ts";
import { stopRun } from "../../../source/agents/stop.ts";
import { REAL_TIME } from "../../support/real-time.ts";
import { output, sandboxForEachTest, statusOf, until } from "../sandbox.ts";

const sandbox = sandboxForEachTest();

function document(name: string): string {
  return readFileSync(join(sandbox.current.plansDir, "specs", name), "utf8");
}

describe("the demo agent", () => {
  test("writes a specification about the issue it was given, and succeeds", async () => {
    const { end } = await sandbox.current.run(sandbox.current.demo(""));
    expect(end).toMatchObject({ outcome: "succeeded", exitCode: 0 });
    expect(end.sessionId).toMatch(/^[0-9a-f-]{36}$/);
    expect(end.usage.inputTokens).toBeGreaterThan(1_000);
    expect(readdirSync(join(sandbox.current.plansDir, "specs")).sort()).toEqual([
      "design.md",
      "requirements.md",
      "tasks.md",
    ]);
    for (const name of ["design.md", "requirements.md", "tasks.md"])
      expect(document(name)).toContain("dark mode");
  });

  test("takes the time it was given, evenly", REAL_TIME, async () => {
    const config = sandbox.current.demo("", { env: { ORC_DEMO_SECONDS: "2" } });
    const { folder } = await sandbox.current.run(config);
    const times = output(folder)
      .trim()
      .split("\n")
      .map((line) => Date.parse(JSON.parse(line).at));
    const [first = 0] = times;
    expect((times.at(-1) ?? 0) - first).toBeGreaterThan(1_600);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(1_200);
  });

  test("answers a review by changing the documents that are there", async () => {
    await sandbox.current.run(sandbox.current.demo(""));
    const before = document("requirements.md");
    const prompt =
      "# Issue 7: Add a dark mode\n\n<untrusted-issue>\nPages can be dark.\n</untrusted-issue>\n\n<review>\nPlease follow the system setting.\nSay what prints look like.\n</review>\n";
    await sandbox.current.run(sandbox.current.demo(""), { prompt });
    const after = document("requirements.md");
    expect(after).toContain("Version 2");
    expect(after).toContain("## Changes after review");
    expect(after).toContain("> Please follow the system setting.\n> Say what prints look like.");
    expect(after).toContain("**V2.2** Say what prints look like.");
    expect(after.replace("Version 2", "Version 1").startsWith(before.trimEnd())).toBe(true);
    await sandbox.current.run(sandbox.current.demo(""), { prompt });
    expect(document("tasks.md")).toContain("Version 3");
    expect(document("tasks.md").split("## Changes after review").length).toBe(2);
  });
});

describe("for trials it can be told", () => {
  test("to fail", async () => {
    const { end } = await sandbox.current.run(
      sandbox.current.demo("", { env: { ORC_DEMO_SECONDS: "0" }, model: "fail" }),
    );
    expect(end).toMatchObject({
      outcome: "failed",
      exitCode: 1,
      reason: "The demo agent was told to fail.",
    });
  });

  test("to hang", async () => {
    const { end } = await sandbox.current.run(sandbox.current.demo("hang", { stallSeconds: 0.5 }));
    expect(end.outcome).toBe("stalled");
  });

  test("to write no documents", async () => {
    const { end } = await sandbox.current.run(sandbox.current.demo("no-documents"));
    expect(end.outcome).toBe("succeeded");
    expect(readdirSync(sandbox.current.plansDir)).toEqual([]);
  });

  test("to linger", async () => {
    const folder = await sandbox.current.dispatch(sandbox.current.demo("linger"));
    await until(() => output(folder).includes('"type":"end"'));
    expect(statusOf(folder).phase).toBe("running");
    await stopRun(folder.path);
  });

  test("to flood, at an even rate, with numbered lines", REAL_TIME, async () => {
    const { folder, end } = await sandbox.current.run(sandbox.current.demo("flood:4000:2000"));
    expect(end.outcome).toBe("succeeded");
    const lines = [...output(folder).matchAll(/"text":"line (\d+) at (\d+) /g)];
    expect(lines.map((match) => Number(match[1]))).toEqual(
      Array.from({ length: 2000 }, (_, index) => index + 1),
    );
    const elapsed = Number(lines.at(-1)?.[2]) - Number(lines[0]?.[2]);
    expect(elapsed).toBeGreaterThan(400);
    expect(elapsed).toBeLessThan(1_500);
  });

  test("to be hostile: nothing of it gets through the log", async () => {
    const { folder, end } = await sandbox.current.run(sandbox.current.demo("hostile"));
    expect(end.outcome).toBe("succeeded");
    const log = openRunLog(folder.path, demo);
    do log.refresh();
    while (!log.complete);
    const text = log
      .read(0, log.lineCount)
      .flatMap((line) => line.events.map((event) => event.text))
      .join("\n");
    log.close();
    expect(text).toContain("the clipboard is written");
    expect(text).toContain("a huge line");
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
    expect(text.isWellFormed()).toBe(true);
  });
});
