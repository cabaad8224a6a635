import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { remainingProcesses } from "../crash/differences.ts";
import { createCommandLine } from "../support/command-line.ts";

let root: string;
let temporary: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "orc-demo-test-")));
  temporary = join(root, "temporary");
  mkdirSync(temporary);
});
afterEach(() => rmSync(root, { recursive: true, force: true, maxRetries: 10 }));

describe("the demo without a terminal", () => {
  it("plays a workflow to DONE, one line per transition, and leaves nothing but the folder it names", async () => {
    // As in a shell without the settings of the tests: the demo's repository has an identity of its own.
    const cli = createCommandLine({ root, cwd: root, env: { TMPDIR: temporary, ORC_TUI_CONFIG_DIR: "" } });
    const { exitCode, stdout, stderr } = await cli.run(["demo"]);
    expect({
      exitCode,
      stdout: stdout.replaceAll(/^[0-9a-f]{12} /gm, "#? ").replaceAll(/cli:[^)]+/g, "cli:me"),
    }).toEqual({
      exitCode: 0,
      stdout: [
        "#? IDLE → PHASE_1 (phase_1_start, cli:me)",
        "#1 PHASE_1 → PHASE_2 (phase_1_complete, orchestrator)",
        "#1 PHASE_2 → GATE_1 (phase_2_complete, orchestrator)",
        "#1 GATE_1 → DONE (approval_received, cli:me)",
        "",
      ].join("\n"),
    });
    const folder = /Everything of this demo is in (.+); remove it/.exec(stderr)?.[1] ?? "";
    expect(readdirSync(temporary).map((name) => join(temporary, name))).toEqual([folder]);
    expect(readdirSync(folder).sort()).toEqual([
      "acme-shop",
      "acme-shop-1-add-oauth2-login-with-google",
      "remote.git",
    ]);
    expect(readdirSync(cli.home, { recursive: true })).toEqual(["orc-tui-settings"]);
    expect(await remainingProcesses(root)).toEqual([]);
  });

  it("ends with 1 and says why when its workflow fails", async () => {
    const env = { TMPDIR: temporary, ORC_DEMO_SECONDS: "0", ORC_DEMO_BEHAVIOUR: "fail" };
    const cli = createCommandLine({ root, cwd: root, env });
    const { exitCode, stderr } = await cli.run(["demo"]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/The demo agent was told to fail\.\n.*retry/);
    expect(await remainingProcesses(root)).toEqual([]);
  });

  it("ends its agent when it is interrupted", async () => {
    const cli = createCommandLine({ root, cwd: root, env: { TMPDIR: temporary } });
    const demo = cli.start(["demo"]);
    await demo.line(/PHASE_1 → PHASE_2/);
    demo.kill("SIGINT");
    const { exitCode, stderr } = await demo.done;
    expect(exitCode).toBe(130);
    expect(stderr).toContain("Everything of this demo is in");
    expect(await remainingProcesses(root)).toEqual([]);
  });
});
