import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { runDashboard } from "../../source/ui/main.tsx";
import { callBytes, callOf, notify, throughTmux } from "../../source/ui/terminal/notify.ts";
import type { Workflow } from "../../source/workflow/state.ts";
import type { FakeSession } from "../support/fake-session.ts";
import { atGate, PLAN, running, withWorkflows } from "../support/scripted-workflow.ts";
import { VirtualTerminal } from "../support/virtual-terminal.ts";

const open: { terminal: VirtualTerminal; ended: Promise<void> }[] = [];
afterEach(async () => {
  for (const { terminal, ended } of open.splice(0)) {
    terminal.type("\u0003");
    await ended;
    terminal.dispose();
  }
});

const ITERM = "\u001b]9;t: w\u0007";
const WEZTERM = "\u001b]777;notify;t;w\u0007";
const KITTY = { TERM: "xterm-kitty" };
/** A call in kitty's way. */
const CALL = /\u001b\]9;([^\u0007]*)\u0007/g;

async function start(session: FakeSession, env: Record<string, string> = KITTY): Promise<VirtualTerminal> {
  const terminal = new VirtualTerminal(100, 30);
  const { stdin, stdout } = terminal;
  open.push({ terminal, ended: runDashboard(session, { theme: "dark", env, stdin, stdout }) });
  await terminal.waitFor("q quit");
  return terminal;
}

function calls({ written }: VirtualTerminal): string[] {
  return [...written.matchAll(CALL)].map(([, words = ""]) => words);
}

function finish(session: FakeSession, id: string): void {
  session.raise(id, {
    type: "run_ended",
    run: 1,
    outcome: "succeeded",
    reason: null,
    exitCode: 0,
    signal: null,
    sessionId: null,
    usage: { inputTokens: 0, outputTokens: 0, costUsd: 0 },
    failure: null,
  });
  session.raise(id, { type: "plan_recorded", planRevision: PLAN, documents: ["specs/a.md"] });
  session.raise(id, { type: "comment_posted", key: `ready:1:${PLAN}`, commentId: "c1" });
}

function fail(session: FakeSession, id: string, outcome: "failed" | "stopped" = "failed"): Workflow {
  return session.raise(id, {
    type: "run_ended",
    run: 1,
    outcome,
    reason: "it crashed",
    exitCode: 1,
    signal: null,
    sessionId: null,
    usage: { inputTokens: 0, outputTokens: 0, costUsd: 0 },
    failure: {
      operation: "write the specification",
      code: "AGENT_FAILED",
      message: "\u001b]0;x\u0007it crashed",
      remedy: "Retry.",
    },
  });
}

describe("a person is called", () => {
  it("once when a gate opens, and not again for what happens at it", async () => {
    const session = withWorkflows(running());
    const terminal = await start(session);
    finish(session, "w2");
    expect(calls(terminal)).toEqual([]);
    session.raise("w2", { type: "phase_2_complete" });
    expect(calls(terminal)).toEqual(["orc-tui webshop: #2 Dark mode: the plan waits for your approval"]);
    session.raise("w2", { type: "comment_posted", key: "x", commentId: "c9" });
    await terminal.waitFor("Waiting for your approval");
    expect(calls(terminal)).toHaveLength(1);
  });

  it("once for a failure, again when it fails again, and nothing of what failed reaches the terminal", async () => {
    const session = withWorkflows(running());
    const terminal = await start(session);
    const at = fail(session, "w2").lastError?.at;
    expect(calls(terminal)).toEqual([
      "orc-tui webshop: #2 Dark mode: could not write the specification: it crashed",
    ]);
    expect(terminal.written).not.toContain("\u001b]0;");
    session.raise("w2", { type: "retry_requested" }, at, "keyboard:dana");
    expect(calls(terminal)).toHaveLength(1);
    session.raise("w2", { type: "run_started", run: 2, agent: "duc", provider: "claude", role: "@duc" }, at);
    const again = {
      type: "run_ended",
      run: 2,
      outcome: "failed",
      reason: "again",
      exitCode: 1,
      signal: null,
      sessionId: null,
      usage: { inputTokens: 0, outputTokens: 0, costUsd: 0 },
      failure: { operation: "write the specification", code: "AGENT_FAILED", message: "again", remedy: "" },
    } as const;
    session.raise("w2", again, at);
    expect(calls(terminal).at(-1)).toContain("specification: again");
    expect(calls(terminal)).toHaveLength(2);
  });

  it("for a question of the agent", async () => {
    const session = withWorkflows(running());
    const terminal = await start(session);
    session.raise("w2", {
      type: "attention_raised",
      kind: "question",
      text: "❓ Which database?",
      commentId: "q1",
    });
    expect(calls(terminal)).toEqual(["orc-tui webshop: #2 Dark mode: the agent asks: Which database?"]);
  });

  it("never for what waited already when the dashboard was started", async () => {
    const session = withWorkflows(atGate(), running(3, "Failed").runFailed(5, "no", "Retry."));
    const terminal = await start(session);
    session.raise("w1", { type: "label_repair_requested" });
    await terminal.waitFor("Add search");
    expect(calls(terminal)).toEqual([]);
  });

  it("never for what they did themself: an agent stopped, a gate opened by hand", async () => {
    const session = withWorkflows(running(), running(4, "Other"));
    const terminal = await start(session);
    session.raise("w2", { type: "stop_requested", run: 1 }, undefined, "keyboard:dana");
    fail(session, "w2", "stopped");
    finish(session, "w4");
    session.raise("w4", { type: "phase_2_complete" }, undefined, "keyboard:dana");
    await terminal.waitFor("Waiting for your approval");
    expect(calls(terminal)).toEqual([]);
  });

  it("by the bell where the terminal is not known to do better, and not at all where `notify` is off", async () => {
    const bell = withWorkflows(running());
    const loud = await start(bell, { TERM: "xterm-256color" });
    const before = loud.written.length;
    fail(bell, "w2");
    expect(loud.written.slice(before)).toBe("\u0007");

    const silent = { ...withWorkflows(running()), preferences: { theme: "auto", notify: false } } as const;
    const terminal = await start(silent);
    fail(silent, "w2");
    await terminal.waitFor("Could not write");
    expect(calls(terminal)).toEqual([]);
  });
});

describe("a call", () => {
  it.each([
    [{ TERM_PROGRAM: "iTerm.app", TERM: "xterm-256color" }, "osc 9"],
    [{ LC_TERMINAL: "iTerm2", TERM: "xterm-256color" }, "osc 9"],
    [{ TERM: "xterm-kitty" }, "osc 9"],
    [{ TERM_PROGRAM: "WezTerm", TERM: "xterm-256color" }, "osc 777"],
    [{ TERM: "xterm-ghostty" }, "osc 777"],
    [{ TERM: "foot-extra" }, "osc 777"],
    [{ TERM_PROGRAM: "vscode", TERM: "xterm-256color" }, "bell"],
    [{ TERM: "linux" }, "bell"],
    [{}, "bell"],
  ] as const)("is made in %j by %s", (env, expected) => expect(callOf(env)).toBe(expected));

  it("has nothing in it that ends it early or does something else", () => {
    const nasty = "a;b\u0007\u001b]52;c;AAAA\u0007\n\u009cc";
    for (const call of ["osc 9", "osc 777"] as const) {
      const bytes = callBytes(call, nasty, nasty);
      expect(bytes.slice(2, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      expect(bytes).toMatch(/^\u001b\][^\u0007]+\u0007$/);
    }
    expect(callBytes("osc 777", "a;b", "c;d")).toBe("\u001b]777;notify;a,b;c;d\u0007");
    expect(callBytes("osc 9", "orc-tui", "x".repeat(500)).length).toBeLessThan(200);
    expect(callBytes("bell", nasty, nasty)).toBe("\u0007");
  });

  it("is wrapped for tmux so that tmux hands it on as it was", () => {
    expect(throughTmux("\u001b]9;hi\u0007")).toBe("\u001bPtmux;\u001b\u001b]9;hi\u0007\u001b\\");
  });

  it("is a bell in GNU screen, whatever the terminal is called", async () => {
    const terminal = new VirtualTerminal();
    await notify(terminal.stdout, { STY: "1.pts", TERM_PROGRAM: "iTerm.app" }, "t", "w");
    expect(terminal.written).toBe("\u0007");
  });

  it.each([
    ["lets more through to a terminal that is known", "on iTerm2 3.5.2 xterm-256color", throughTmux(ITERM)],
    ["says it in the older way", "1 WezTerm 20240203 xterm-256color", throughTmux(WEZTERM)],
    ["lets nothing through", "off iTerm2 3.5.2 xterm-256color", "\u0007"],
    ["is in a terminal that is not known", "all  xterm-256color", "\u0007"],
    ["is shown nowhere", "on  ", "\u0007"],
  ])(
    "is a bell in tmux, unless tmux lets more through to a terminal that is known: %s",
    async (_, says, bytes) => {
      const folder = mkdtempSync(join(tmpdir(), "tmux-"));
      try {
        writeFileSync(join(folder, "tmux"), `#!/bin/sh\n[ "$4" = %7 ] && echo "${says}"\n`, { mode: 0o755 });
        const terminal = new VirtualTerminal();
        const env = {
          PATH: `${folder}:${process.env.PATH}`,
          TMUX: "/nowhere,1,0",
          TMUX_PANE: "%7",
          TERM_PROGRAM: "tmux",
        };
        await notify(terminal.stdout, env, "t", "w");
        expect(terminal.written).toBe(bytes);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});
