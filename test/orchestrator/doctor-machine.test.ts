import { describe, expect, it } from "vitest";
import { judgeGit, judgeNode, judgeTerminal } from "../../source/orchestrator/doctor/machine.ts";

describe("git", () => {
  it.each([
    ["git version 2.31.0", "ok"],
    ["git version 2.50.1 (Apple Git-155)", "ok"],
    ["git version 3.0.0-rc1", "ok"],
    ["git version 2.30.9", "problem"],
    ["git version 1.99.0", "problem"],
    ["something else", "problem"],
  ])("%s: %s", (answer, verdict) => {
    expect(judgeGit(answer)).toMatchObject({
      verdict,
      remedy: verdict === "ok" ? "" : expect.stringContaining("2.31"),
    });
  });
});

describe("Node", () => {
  it.each([
    ["22.12.0", "ok"],
    ["26.0.0", "ok"],
    ["22.11.9", "problem"],
    ["20.20.2", "problem"],
  ])("%s: %s", (version, verdict) => {
    expect(judgeNode(version)).toMatchObject({ what: "Node", verdict });
  });
});

describe("the terminal", () => {
  const size = { columns: 120, rows: 40 };
  const env = { TERM: "xterm-256color", LC_ALL: "C.UTF-8" };

  it("is well with its size, its colours and its characters", () => {
    expect(judgeTerminal({ size, colours: 256, env })).toEqual([
      { what: "terminal", verdict: "ok", message: "120x40, 256 colours, UTF-8", remedy: "" },
    ]);
    const [plain] = judgeTerminal({ size, colours: 256, env: { ...env, NO_COLOR: "1" } });
    expect(plain?.message).toContain("no colours (NO_COLOR)");
  });

  it("need not be there", () => {
    expect(judgeTerminal({ size: null, colours: 2, env: {} })).toMatchObject([{ verdict: "ok" }]);
  });

  it.each([
    ["too narrow", { size: { columns: 39, rows: 40 }, colours: 256, env }, /39x40 is too small/],
    ["too low", { size: { columns: 120, rows: 11 }, colours: 256, env }, /120x11 is too small/],
    ["dumb", { size, colours: 2, env: { ...env, TERM: "dumb" } }, /cannot show/],
  ])("may be %s", (_what, terminal, message) => {
    const found = judgeTerminal(terminal);
    expect(found).toMatchObject([
      { verdict: "warning", message: expect.stringMatching(message), remedy: expect.stringMatching(/\w/) },
    ]);
  });

  it.runIf(process.platform === "linux")("may not know the characters", () => {
    const found = judgeTerminal({
      size,
      colours: 256,
      env: { TERM: "xterm", LC_ALL: "POSIX", LANG: "C.UTF-8" },
    });
    expect(found).toMatchObject([{ what: "characters", verdict: "warning" }]);
  });
});
