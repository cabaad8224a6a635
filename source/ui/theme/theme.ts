import { type Palette, palettes, type Tone } from "./palettes.ts";

export type { Tone } from "./palettes.ts";

export type ThemeName = "dark" | "light" | "auto";

/** What is behind the text of a terminal. */
export type Background = "dark" | "light";

/** The colours of the screen by meaning. A tone without a colour is drawn in the terminal's own. */
export interface Theme {
  readonly colors: Palette;
}

export interface ThemeWishes {
  readonly noColor?: boolean | undefined;
  readonly theme?: ThemeName | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Bits of colour of the terminal as Node tells them: 1, 4, 8 or 24. */
  readonly colorDepth: number;
}

/**
 * The theme by wish, terminal and environment: `--no-color` and NO_COLOR win, then the wished theme, what the
 * terminal answers of its background, and what the environment says of it. How many colours the terminal has
 * decides how the theme is drawn.
 * @param answer what the terminal says; `null` while it says nothing
 */
export function chooseTheme(wishes: ThemeWishes, answer: Background | null = null): Theme {
  const { env, colorDepth } = wishes;
  if (isColorless(wishes)) return { colors: palettes.none };
  const name: ThemeName = named(wishes) ?? answer ?? background(env) ?? "auto";
  if (colorDepth < 8) return { colors: palettes[`${name}16` as const] };
  return { colors: palettes[colorDepth < 24 ? (`${name}256` as const) : name] };
}

/** Whether the terminal's answer would make a difference. */
export function dependsOnBackground(wishes: ThemeWishes): boolean {
  return !isColorless(wishes) && named(wishes) === null;
}

function isColorless({ noColor, env, colorDepth }: ThemeWishes): boolean {
  return noColor === true || (env.NO_COLOR ?? "") !== "" || colorDepth < 4;
}

function named({ theme, env }: ThemeWishes): Background | null {
  const wished = theme ?? "auto";
  if (wished !== "auto") return wished;
  const { ORC_TUI_THEME: variable } = env;
  return variable === "dark" || variable === "light" ? variable : null;
}

/**
 * COLORFGBG is `<foreground>;<background>` with the numbers of the sixteen colours; not asked first, since it is
 * handed on to other terminals that look otherwise. The console of Linux is black.
 */
function background({ COLORFGBG, TERM }: ThemeWishes["env"]): Background | null {
  const last = COLORFGBG?.split(";").at(-1);
  if (last === undefined || !/^\d+$/.test(last)) return TERM === "linux" ? "dark" : null;
  const index = Number(last);
  return index === 7 || index === 15 ? "light" : "dark";
}

export function colorOf(theme: Theme, tone: Tone | undefined): string | undefined {
  return tone === undefined ? undefined : theme.colors[tone];
}
