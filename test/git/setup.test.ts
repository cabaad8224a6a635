import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runSetup, SetupFailedError } from "../../source/git/setup.ts";

let folder: string;
let lines: string[];
const log = (line: string) => lines.push(line);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "orc-setup-"));
  lines = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A killed child stays a zombie until its new parent looks at it.
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.startsWith("Z") === false;
  } catch {
    return false;
  }
}

describe("running the setup commands", () => {
  it("runs them in order in the worktree, both outputs to the log, input closed", async () => {
    await runSetup(folder, ["printf 'one\\ntwo' > file; pwd", "cat file; echo three >&2; cat"], { log });
    expect(lines.filter((line) => !line.startsWith("$"))).toEqual([folder, "one", "twothree"]);
    expect(lines.filter((line) => line.startsWith("$"))).toHaveLength(2);
  });

  it("passes the environment it is given and hides the caller's GIT_DIR", async () => {
    process.env.GIT_DIR = "/nowhere";
    try {
      await runSetup(folder, ['echo "$ORC_X:$GIT_DIR:"'], { log, env: { ORC_X: "x y" } });
    } finally {
      delete process.env.GIT_DIR;
    }
    expect(lines.at(-1)).toBe("x y::");
  });

  it("stops at the first that fails, with its exit code and last lines", async () => {
    const failing = "for i in $(seq 30); do echo line $i; done; exit 7";
    const error = await runSetup(folder, [failing, "touch never"], { log }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(SetupFailedError);
    expect(error).toMatchObject({ command: failing, exitCode: 7 });
    expect(error.tail).toHaveLength(20);
    expect(error.tail.at(-1)).toBe("line 30");
    expect(existsSync(join(folder, "never"))).toBe(false);
  });

  it("bounds the length of a line and keeps characters whole across chunks", async () => {
    const big = `node -e 'process.stdout.write("ü".repeat(1e6)); setTimeout(() => console.log("\\nend"), 5)'`;
    await runSetup(folder, [big], { log });
    expect(lines.at(-2)).toBe("ü".repeat(4_000));
    expect(lines.at(-1)).toBe("end");
  });

  it.each(["abort", "timeout"])("ends the whole process group on %s", async (reason) => {
    const controller = new AbortController();
    const command = "sleep 300 & echo $! > child; trap '' TERM; echo ready; wait; sleep 300";
    const options = reason === "timeout" ? { timeoutMs: 3_000 } : { signal: controller.signal };
    const running = runSetup(folder, [command], { log, ...options });
    running.catch(() => undefined);
    await expect.poll(() => lines.includes("ready"), { timeout: 30_000 }).toBe(true);
    const child = Number(readFileSync(join(folder, "child"), "utf8"));
    expect(isRunning(child)).toBe(true);
    controller.abort(new Error("enough"));
    if (reason === "abort") await expect(running).rejects.toThrow("enough");
    else await expect(running).rejects.toMatchObject({ code: "SETUP_FAILED", exitCode: null });
    await expect.poll(() => isRunning(child), { timeout: 30_000 }).toBe(false);
  });

  it("does not wait for what a command leaves in the background", async () => {
    await runSetup(folder, ["sleep 300 & echo $! > child; echo done"], { log });
    expect(lines.at(-1)).toBe("done");
    const child = Number(readFileSync(join(folder, "child"), "utf8"));
    await expect.poll(() => isRunning(child), { timeout: 30_000 }).toBe(false);
  });
});
