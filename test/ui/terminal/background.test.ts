import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { runDashboard } from "../../../source/ui/main.tsx";
import { ASK_BACKGROUND, backgroundOf } from "../../../source/ui/terminal/background.ts";
import { ReplyFilter } from "../../../source/ui/terminal/reply-filter.ts";
import { palettes } from "../../../source/ui/theme/palettes.ts";
import { type FakeSession, fakeSession } from "../../support/fake-session.ts";
import { busySession } from "../../support/scenes.ts";
import { VirtualTerminal } from "../../support/virtual-terminal.ts";

// Before anything that draws is loaded: colours are for terminals only, and here is none.
vi.hoisted(() => {
  process.env.FORCE_COLOR = "3";
});

const WHITE = "\u001b]11;rgb:ffff/ffff/ffff\u0007";
const BLACK = "\u001b]11;rgb:0000/0000/0000\u001b\\";

describe("a background", () => {
  it.each([
    ["rgb:0000/0000/0000", "dark"],
    ["rgb:ffff/ffff/ffff", "light"],
    ["rgb:1e/1e/1e", "dark"],
    ["rgb:fdfd/f6f6/e3e3", "light"],
    ["rgb:0000/2b2b/3636", "dark"],
    ["rgba:0000/0000/0000/ffff", "dark"],
    ["rgb:f/f/f", "light"],
    ["#282c34", "dark"],
    ["#FAFAFA", "light"],
    ["rgb:0000/0000", null],
    ["chartreuse", null],
    ["", null],
  ])("%s is %s", (color, expected) => expect(backgroundOf(color)).toBe(expected));
});

describe("the answers of a terminal", () => {
  const keys = fc.string({
    unit: fc.constantFrom("a", "]", "1", ";", "\u001b", "\u001b[A", "日", "\r", "\\"),
    maxLength: 12,
  });

  it("are taken out of what is typed, wherever the two are cut", () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 30 });
    fc.assert(
      fc.property(keys, keys, fc.constantFrom(WHITE, BLACK), cuts, (before, after, reply, sizes) => {
        // Otherwise the last key and the answer would be something else together.
        fc.pre(!before.endsWith("\u001b") && !/\u001b\]11?;?[^\u0007\u001b]*$/.test(before));
        const replies: string[] = [];
        const filter = new ReplyFilter((color) => replies.push(color));
        let typed = "";
        let rest = before + reply + after;
        for (const size of sizes) {
          typed += filter.pass(rest.slice(0, size), true);
          rest = rest.slice(size);
        }
        typed += filter.pass(rest, true) + filter.release();
        expect(typed).toBe(before + after);
        expect(replies).toEqual([reply.slice(5, reply.length - (reply === WHITE ? 1 : 2))]);
      }),
    );
  });

  it("leave what only begins like one to whoever reads", () => {
    const filter = new ReplyFilter(() => {});
    expect(filter.pass("\u001b", false)).toBe("\u001b");
    expect(filter.pass("a\u001b]", false)).toBe("a");
    expect(filter.isHolding).toBe(true);
    expect(filter.release()).toBe("\u001b]");
    expect(filter.pass(`\u001b]11;${"x".repeat(100)}`, true)).toBe(`\u001b]11;${"x".repeat(100)}`);
  });
});

describe("a dashboard whose theme is left to the terminal", () => {
  const open: { terminal: VirtualTerminal; ended: Promise<void> }[] = [];
  afterEach(async () => {
    for (const { terminal, ended } of open.splice(0)) {
      terminal.type("\u0003");
      await ended;
      terminal.dispose();
    }
  });

  function start(session: FakeSession | Promise<FakeSession> = busySession(Date.now())) {
    const terminal = new VirtualTerminal(100, 30);
    const { stdin, stdout } = terminal;
    const ended = runDashboard(session, { stdin, stdout });
    open.push({ terminal, ended });
    return terminal;
  }

  const shows = (terminal: VirtualTerminal, color: string | undefined) =>
    terminal.cells.flat().some((cell) => cell.color === color);

  it("asks, and has the right colours from the first frame on where it is answered in time", async () => {
    let open: (session: FakeSession) => void = () => {};
    const terminal = start(new Promise((resolve) => (open = resolve)));
    expect(terminal.written).toBe(ASK_BACKGROUND);
    terminal.type(WHITE);
    await new Promise((resolve) => setImmediate(resolve));
    open(busySession(Date.now()));
    await terminal.waitFor("Add OAuth2");
    expect(shows(terminal, palettes.light.gate)).toBe(true);
    expect(terminal.written).not.toContain(rgb(palettes.auto.gate));
  });

  it("changes them when the answer comes later, and takes nothing of it for keys", async () => {
    const terminal = start();
    await terminal.waitFor("Add OAuth2");
    expect(shows(terminal, palettes.auto.gate)).toBe(true);
    terminal.type("n");
    await terminal.waitFor("New workflow");
    terminal.type(`Some${BLACK} text`);
    await terminal.waitFor("Some text");
    await terminal.waitFor(() => shows(terminal, palettes.dark.accent));
    terminal.type("\u001b]11;rgb:ff");
    terminal.type("ff/ffff/ffff\u001b");
    terminal.type("\\ more");
    await terminal.waitFor("Some text more");
    await terminal.waitFor(() => shows(terminal, palettes.light.accent));
  });

  it("does with what it has where there is no answer, and loses no key that was typed early", async () => {
    let open: (session: FakeSession) => void = () => {};
    const terminal = start(new Promise((resolve) => (open = resolve)));
    terminal.type("n");
    await new Promise((resolve) => setImmediate(resolve));
    terminal.type("Early words");
    open(busySession(Date.now()));
    await terminal.waitFor("Early words");
    expect(shows(terminal, palettes.auto.accent)).toBe(true);
    terminal.type("\u001b");
    await terminal.waitFor((screen) => !screen.includes("Early words"));
  });

  it("asks nothing where the settings have decided", async () => {
    const terminal = new VirtualTerminal(100, 30);
    const { stdin, stdout } = terminal;
    open.push({ terminal, ended: runDashboard(fakeSession(), { stdin, stdout, theme: "light" }) });
    await terminal.waitFor("orc-tui");
    expect(terminal.written).not.toContain("]11;");
  });

  it("goes by the setting before the answer", async () => {
    const session = { ...busySession(Date.now()), preferences: { theme: "light", notify: true } } as const;
    const terminal = start(session);
    terminal.type(BLACK);
    await terminal.waitFor("Add OAuth2");
    expect(shows(terminal, palettes.light.gate)).toBe(true);
  });
});

function rgb(color: string | undefined): string {
  return [1, 3, 5].map((at) => Number.parseInt(String(color).slice(at, at + 2), 16)).join(";");
}
