import { afterEach, describe, expect, it } from "vitest";
import { KEY_NAME } from "../../source/settings/key-names.ts";
import type { Command } from "../../source/ui/keymap/command.ts";
import { keymapFrom } from "../../source/ui/keymap/remap.ts";
import { scopes } from "../../source/ui/keymap/scopes.ts";
import { commands } from "../../source/ui/keymap/table.ts";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { atGate, withWorkflows } from "../support/scripted-workflow.ts";

afterEach(quitDashboards);

const command = (id: string, keys: readonly string[], scope: Command["scope"] = "global"): Command => ({
  ...{ id, scope, keys, label: id, description: id },
  run: () => {},
});

const table = [
  command("a.one", ["a", "up"]),
  command("a.two", ["b"]),
  command("l.one", ["a"], "list"),
  command("f.one", ["enter"], "filter"),
  command("screen.interrupt", ["ctrl+c"], "always"),
];

const keysOf = (keymap: { commands: readonly Command[] }) =>
  Object.fromEntries(keymap.commands.map(({ id, keys }) => [id, keys]));

describe("the table of the keys", () => {
  it("has every command once, and no key twice in a scope", () => {
    const ids = commands.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    const keys = commands.flatMap(({ scope, keys: names }) => names.map((name) => `${scope} ${name}`));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it("has keys only that the settings can name, but for those that nobody can move", () => {
    const fixed = ["ctrl+c", "ctrl+z"];
    const names = commands.flatMap(({ keys }) => keys).filter((name) => !fixed.includes(name));
    expect(names.filter((name) => !KEY_NAME.test(name))).toEqual([]);
  });

  it("has commands in every scope, and a heading for it", () => {
    for (const [scope, { title }] of Object.entries(scopes)) {
      expect(title).not.toBe("");
      expect(
        commands.some((each) => each.scope === scope),
        scope,
      ).toBe(true);
    }
  });
});

describe("remapping", () => {
  it("leaves the table as it is where nothing is wished for", () => {
    expect(keymapFrom(table, {})).toEqual({ commands: table, warnings: [] });
  });

  it("gives a command other keys, or none", () => {
    const keymap = keymapFrom(table, { "a.one": ["x", "ctrl+a"], "a.two": [] });
    expect(keysOf(keymap)).toMatchObject({ "a.one": ["x", "ctrl+a"], "a.two": [], "l.one": ["a"] });
    expect(keymap.warnings).toEqual([]);
  });

  it("takes a key from the command that had it, and says so", () => {
    const keymap = keymapFrom(table, { "a.two": ["a"] });
    expect(keysOf(keymap)).toMatchObject({ "a.one": ["up"], "a.two": ["a"] });
    expect(keymap.warnings).toEqual(["keys: a is for a.two, so a.one is without it"]);
  });

  it("lets two commands change their keys", () => {
    const keymap = keymapFrom(table, { "a.one": ["b"], "a.two": ["a"] });
    expect(keysOf(keymap)).toMatchObject({ "a.one": ["b"], "a.two": ["a"] });
    expect(keymap.warnings).toEqual([]);
  });

  it("gives a key that is wished for twice to the first, and says so", () => {
    const keymap = keymapFrom(table, { "a.two": ["x"], "a.one": ["x"] });
    expect(keysOf(keymap)).toMatchObject({ "a.one": ["x"], "a.two": [] });
    expect(keymap.warnings).toEqual(["keys: x is for a.one, so a.two is without it"]);
  });

  it("says which command there is not, and what cannot be a key where one types", () => {
    const keymap = keymapFrom(table, { "a.nine": ["x"], "f.one": ["q", "ctrl+a", "ctrl+s"] });
    expect(keysOf(keymap)).toMatchObject({ "f.one": ["ctrl+s"] });
    expect(keymap.warnings).toEqual([
      "keys: there is no command a.nine; the palette names the chosen one",
      "keys: q cannot be for f.one: there it goes into the text",
      "keys: ctrl+a cannot be for f.one: there it goes into the text",
    ]);
  });

  it("never takes the way out", () => {
    const keymap = keymapFrom(table, { "screen.interrupt": ["x"] });
    expect(keysOf(keymap)).toMatchObject({ "screen.interrupt": ["ctrl+c"] });
    expect(keymap.warnings).toEqual(["keys: screen.interrupt keeps ctrl+c"]);
  });

  it("shows in the footer, the help and the palette, and in what a key does", async () => {
    const session = withWorkflows(atGate());
    session.keys = { "workflow.approve": ["ctrl+a"], "workflow.request-changes": ["A"], "no.such": ["x"] };
    const { terminal } = driveDashboard(session, 120, 50);
    await terminal.waitFor("ctrl-a approve   A request changes");
    await terminal.waitFor("! keys: there is no command no.such");
    terminal.type("?");
    await terminal.waitFor(/ctrl-a +approve the plan/);
    await terminal.waitFor(/A +send the plan back/);
    terminal.type("?:approve");
    await terminal.waitFor(/approve +approve the plan \(asks first\) +ctrl-a │/);
    terminal.type("\u001b");
    await terminal.waitFor((screen) => !screen.includes("Commands and workflows"));
    terminal.type("A");
    await terminal.waitFor("Request changes");
    terminal.type("\u001b");
    await terminal.waitFor((screen) => !screen.includes("Send to the agent"));
    terminal.type("\u0001");
    await terminal.waitFor("Approve the plan");
  });
});
