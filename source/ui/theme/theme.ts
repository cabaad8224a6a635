import { type Palette, palettes, type Tone } from "./palettes.ts";

export type { Tone } from "./palettes.ts";

export type ThemeName = "dark" | "light" | "auto";

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
 * The theme by wish, environment and terminal: `--no-color` and NO_COLOR win, then what the terminal has of
 * colours, then the wished theme, `ORC_TUI_THEME`, and what COLORFGBG says of the background.
 */
export function chooseTheme(wishes: ThemeWishes): Theme {
  const { env } = wishes;
  if (wishes.noColor === true || (env.NO_COLOR ?? "") !== "" || wishes.colorDepth < 4)
    return { colors: palettes.none };
  if (wishes.colorDepth < 8) return { colors: palettes.sixteen };
  const wished = wishes.theme ?? "auto";
  const name = wished === "auto" ? (named(env.ORC_TUI_THEME) ?? background(env.COLORFGBG)) : wished;
  if (name === "auto" || wishes.colorDepth >= 24) return { colors: palettes[name] };
  return { colors: palettes[`${name}256`] };
}

function named(value: string | undefined): "dark" | "light" | null {
  return value === "dark" || value === "light" ? value : null;
}

/** COLORFGBG is `<foreground>;<background>` with the numbers of the sixteen colours. */
function background(value: string | undefined): "dark" | "light" | "auto" {
  const last = value?.split(";").at(-1);
  if (last === undefined || !/^\d+$/.test(last)) return "auto";
  const index = Number(last);
  return index === 7 || index === 15 ? "light" : "dark";
}

export function colorOf(theme: Theme, tone: Tone | undefined): string | undefined {
  return tone === undefined ? undefined : theme.colors[tone];
}
