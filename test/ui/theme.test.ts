import { describe, expect, it, vi } from "vitest";
import { runDashboard } from "../../source/ui/main.tsx";
import { palettes } from "../../source/ui/theme/palettes.ts";
import { chooseTheme } from "../../source/ui/theme/theme.ts";
import { busySession } from "../support/scenes.ts";
import { VirtualTerminal } from "../support/virtual-terminal.ts";

// Before anything that draws is loaded: colours are for terminals only, and here is none.
vi.hoisted(() => {
  process.env.FORCE_COLOR = "3";
});

const choose = (
  env: Record<string, string>,
  more: { noColor?: boolean; theme?: "dark" | "light" | "auto"; colorDepth?: number } = {},
  answer: "dark" | "light" | null = null,
) => chooseTheme({ env, colorDepth: 24, ...more }, answer).colors;

describe("the theme", () => {
  it.each([
    [
      "--no-color wins over all",
      choose({ ORC_TUI_THEME: "dark" }, { noColor: true, theme: "light" }),
      palettes.none,
    ],
    ["NO_COLOR", choose({ NO_COLOR: "1" }, { theme: "light" }), palettes.none],
    ["an empty NO_COLOR says nothing", choose({ NO_COLOR: "" }, { theme: "light" }), palettes.light],
    ["a terminal of sixteen colours, dark", choose({}, { colorDepth: 4, theme: "dark" }), palettes.dark16],
    ["a terminal of sixteen colours, light", choose({}, { colorDepth: 4 }, "light"), palettes.light16],
    ["a terminal of sixteen colours alone", choose({}, { colorDepth: 4 }), palettes.auto16],
    ["the console of Linux", choose({ TERM: "linux" }, { colorDepth: 4 }), palettes.dark16],
    ["a terminal of 256 colours alone", choose({}, { colorDepth: 8 }), palettes.auto256],
    ["a terminal of 256 colours, light", choose({}, { colorDepth: 8, theme: "light" }), palettes.light256],
    ["a terminal of 256 colours, dark", choose({}, { colorDepth: 8, theme: "dark" }), palettes.dark256],
    ["a terminal without colours", choose({}, { colorDepth: 1 }), palettes.none],
    ["ORC_TUI_THEME", choose({ ORC_TUI_THEME: "light", COLORFGBG: "15;0" }), palettes.light],
    ["a dark background", choose({ COLORFGBG: "15;0" }), palettes.dark],
    ["a light background", choose({ COLORFGBG: "0;default;15" }), palettes.light],
    ["a background that is not known", choose({}), palettes.auto],
    ["what the terminal answers", choose({}, {}, "light"), palettes.light],
    ["the answer before COLORFGBG", choose({ COLORFGBG: "15;0" }, {}, "light"), palettes.light],
    ["a wish before the answer", choose({}, { theme: "dark" }, "light"), palettes.dark],
    ["auto, which is no wish", choose({}, { theme: "auto" }, "light"), palettes.light],
    ["NO_COLOR before the answer", choose({ NO_COLOR: "1" }, {}, "light"), palettes.none],
  ])("is chosen by: %s", (_by, chosen, expected) => {
    expect(chosen).toBe(expected);
  });

  it("colours the screen, and tells every state by its sign where there are no colours", async () => {
    const colored = await drawn({ theme: "dark" });
    expect(colored.cells.flat().some(({ color }) => color === palettes.dark.gate)).toBe(true);
    const plain = await drawn({ noColor: true });
    expect(plain.cells.flat().every(({ color, background }) => color === null && background === null)).toBe(
      true,
    );
    for (const sign of [/▌◆ Add OAuth2/, /✕ Export/, /● Dark mode/, /✓ 商品/, /⊘ Replace/])
      expect(plain.text).toMatch(sign);
  });
});

describe("lines", () => {
  it("have the faint tone for themselves: no word is drawn in it", async () => {
    const { cells } = await drawn({ theme: "dark" }, "jjjj");
    const faint = cells.flat().filter(({ color }) => color === palettes.dark.faint);
    expect(faint.length).toBeGreaterThan(0);
    expect(faint.filter(({ text }) => /[\p{L}\p{N}]/u.test(text))).toEqual([]);
  });
});

/** The screen as it is drawn with these options, after these keys. */
async function drawn(options: { noColor?: boolean; theme?: "dark" | "light" }, keys = "") {
  const terminal = new VirtualTerminal(100, 30);
  const { stdin, stdout } = terminal;
  const ended = runDashboard(busySession(Date.now()), { ...options, stdin, stdout });
  await terminal.waitFor("Add OAuth2");
  if (keys !== "") {
    terminal.type(keys);
    await terminal.waitFor("○ worktree");
  }
  const { cells, text } = terminal;
  terminal.type("q");
  await ended;
  terminal.dispose();
  return { cells, text };
}
