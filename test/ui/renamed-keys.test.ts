import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { keySign } from "../../source/ui/keymap/command.ts";
import { scopes } from "../../source/ui/keymap/scopes.ts";
import { commands } from "../../source/ui/keymap/table.ts";
import { panes } from "../../source/ui/panes/registry.ts";
import { fakeSession } from "../support/fake-session.ts";
import { scenes } from "../support/gallery/index.ts";
import { NOW, playScene } from "../support/gallery/play.ts";
import { type Scene, sizesOf } from "../support/gallery/scene.ts";
import { hiddenDashboard } from "../support/hidden-dashboard.ts";
import { busySession, githubSession } from "../support/scenes.ts";

/** Of Cyrillic letters that no word on the screen is written with. */
const FIRST_LETTER = 0x048a;
const FIXED = ["screen.interrupt", "screen.suspend"];

/** Each command has a key of its own before those that it had: these still work, but are to be named nowhere. */
const WISHES = Object.fromEntries(
  commands
    .filter(({ id }) => !FIXED.includes(id))
    .map(({ id, scope, keys }, index) => {
      const letter = String.fromCodePoint(FIRST_LETTER + index);
      return [id, [scopes[scope].writing === true ? `alt+${letter}` : letter, ...keys]];
    }),
);

const NAMED = /(?<![\p{L}\p{N}_-])(?:enter|esc|tab|shift-tab|ctrl-[abd-y]|PgUp|PgDn)(?![\p{L}\p{N}_-])/u;
/** A letter by itself before what it does, but for "a", "A" and "I", which are words, and for units of time. */
const LETTER = /(?<![\d│↳]\s)(?<=^|\s|\()[b-zB-HJ-Z](?=\s{1,2}[a-z]{2}|\))/u;
const HINTS = commands.flatMap(({ keys, label }) => keys.map((key) => `${keySign(key)} ${label}`));

/** The places where a text names a key that the table has and this person has not. */
function oldKeysIn(text: string): string[] {
  return text.split("\n").filter((line) => {
    const isHint = HINTS.some((hint) => ` ${line} `.includes(` ${hint} `));
    return isHint || NAMED.test(line) || LETTER.test(line);
  });
}

/** What is about keys as such, or is there before anybody's keys are known. */
const ABOUT_KEYS = ["help", "loading"];

describe("where every command has another key", () => {
  beforeAll(() => void vi.spyOn(Date, "now").mockReturnValue(NOW));
  afterAll(() => void vi.restoreAllMocks());

  it.concurrent.each(scenes.filter(({ name }) => !ABOUT_KEYS.includes(name)))(
    "no old key is named: $name",
    async (scene) => {
      const renamed: Scene = {
        ...scene,
        session: async (now) => Object.assign(await scene.session(now), { keys: WISHES }),
      };
      // The largest terminal is the first and has the most words; the smaller ones have none beside.
      await playScene(renamed, "dark", async (terminal, [columns]) => {
        if (columns === sizesOf(scene)[0][0]) expect(oldKeysIn(terminal.text)).toEqual([]);
      });
    },
  );

  it.each([
    ["nothing", () => fakeSession()],
    ["a team's morning", () => busySession(NOW)],
    ["GitHub", () => githubSession(NOW)],
  ])("no reason why something cannot be done names an old key: %s", (_, session) => {
    const dashboard = hiddenDashboard(session(), WISHES);
    for (const { id } of panes)
      for (const selected of [...Object.keys(dashboard.session.store.getState().workflows), null])
        for (const raw of [true, false]) {
          dashboard.screen.setState(({ logView }) => ({ pane: id, selected, logView: { ...logView, raw } }));
          const reasons = dashboard.keymap.commands.map((command) => command.whyNot?.(dashboard) ?? "");
          expect(oldKeysIn(reasons.join("\n"))).toEqual([]);
        }
  });
});
