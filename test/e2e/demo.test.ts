import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REAL_TIME } from "../support/real-time.ts";
import { UNTOUCHED } from "../support/terminal-modes.ts";
import { APPROVED, AT_GATE, approve, setScene } from "./scene.ts";

const MILESTONES = ["First I look", "Now the requirements", "Now the design", "Now the tasks"];

test(
  "ORC-003, ORC-004: the demo goes to the gate by itself with its log live, and to DONE by one key",
  REAL_TIME,
  async () => {
    const scene = await setScene({ agentSeconds: 6 });
    const terminal = scene.open({ args: ["demo"] });
    const seen = new Map<string, number>();
    terminal.watch((at) => {
      const screen = terminal.screen();
      for (const words of MILESTONES) if (screen.includes(words) && !seen.has(words)) seen.set(words, at);
    });

    await terminal.waitFor(AT_GATE, 60_000);
    await terminal.waitFor(() => seen.size === MILESTONES.length);
    expect([...seen.keys()]).toEqual(MILESTONES);
    const times = [...seen.values()];
    // Six seconds of work, seen as they pass: not all at once at the end.
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(3_000);
    expect(new Set(times).size).toBe(MILESTONES.length);
    expect(terminal.modes.alternateScreen).toBe(true);
    await terminal.waitFor(() => terminal.modes.title === "(1) orc-tui acme-shop");

    await approve(terminal);
    await terminal.waitFor(APPROVED);

    terminal.press("q");
    expect(await terminal.ended).toEqual({ code: 0, signal: 0 });
    expect({ ...terminal.modes }).toEqual(UNTOUCHED);
    const folders = readdirSync(join(scene.sandbox.root, "temporary")).filter((name) => /^orc-/.test(name));
    expect(folders).toHaveLength(1);
    expect(terminal.screen().replaceAll("\n", "")).toContain(String(folders[0]));
    await terminal.emptied();
  },
);

test.each([
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)(
  "a demo that is ended by %s gives the terminal back and leaves no agent behind",
  async (signal, code) => {
    const scene = await setScene({ agentSeconds: 60 });
    const terminal = scene.open({ args: ["demo"] });
    await terminal.waitFor("First I look");
    terminal.signal(signal);
    expect(await terminal.ended).toEqual({ code, signal: 0 });
    expect({ ...terminal.modes }).toEqual(UNTOUCHED);
    await terminal.emptied();
  },
);

test("a demo that is left while the agent works leaves no agent behind", async () => {
  const scene = await setScene({ agentSeconds: 60 });
  const terminal = scene.open({ args: ["demo"] });
  await terminal.waitFor("First I look");
  terminal.press("q");
  expect(await terminal.ended).toEqual({ code: 0, signal: 0 });
  await terminal.emptied();
});
