import { describe, expect, it } from "vitest";
import { type Palette, palettes, type Tone } from "../../source/ui/theme/palettes.ts";

/** What people have behind their text: plain black and white, and the backgrounds of well-known schemes. */
const DARK = ["#000000", "#0c0c0c", "#12151c", "#1e1e1e", "#282a36", "#282c34", "#002b36", "#300a24"];
const LIGHT = ["#ffffff", "#fcfcfd", "#fafafa", "#fdf6e3", "#eeeeee"];

const WORDS: readonly Tone[] = ["accent", "gate", "running", "done", "failed", "muted"];

/** Of WCAG 2: 4.5 for text, 3 for large text and signs. */
const TEXT = 4.5;
const SIGNS = 3;
/** Lines are no more than decoration. */
const LINES = 1.5;

/** The sixteen colours as terminals come with them: xterm, the Linux console, Windows Terminal, macOS Terminal. */
const SCHEMES: readonly Readonly<Record<string, string>>[] = [
  {
    red: "#cd0000",
    green: "#00cd00",
    yellow: "#cdcd00",
    blue: "#0000ee",
    magenta: "#cd00cd",
    cyan: "#00cdcd",
  },
  {
    red: "#aa0000",
    green: "#00aa00",
    yellow: "#aa5500",
    blue: "#0000aa",
    magenta: "#aa00aa",
    cyan: "#00aaaa",
  },
  {
    red: "#c50f1f",
    green: "#13a10e",
    yellow: "#c19c00",
    blue: "#0037da",
    magenta: "#881798",
    cyan: "#3a96dd",
  },
  {
    red: "#990000",
    green: "#00a600",
    yellow: "#999900",
    blue: "#0000b2",
    magenta: "#b200b2",
    cyan: "#00a6b2",
  },
];
/** These colours are as they are; black on them would be no theme. The least that can still be read. */
const LEGIBLE = 2.2;

describe("the contrast of", () => {
  it.each([
    ["dark", palettes.dark, DARK],
    ["light", palettes.light, LIGHT],
    ["dark, in 256 colours", in256(palettes.dark256), DARK],
    ["light, in 256 colours", in256(palettes.light256), LIGHT],
  ])("%s is enough to read, also in the selected row", (_name, palette, backgrounds) => {
    for (const tone of WORDS)
      for (const background of [...backgrounds, String(palette.selection)])
        expect(
          contrast(String(palette[tone]), background),
          `${tone} on ${background}`,
        ).toBeGreaterThanOrEqual(TEXT);
    for (const background of backgrounds)
      expect(contrast(String(palette.faint), background), background).toBeGreaterThanOrEqual(LINES);
  });

  it.each([
    ["as they are", palettes.auto],
    ["in 256 colours", in256(palettes.auto256)],
  ])("the middle tones is enough on a dark and on a light background, %s", (_name, palette) => {
    for (const tone of WORDS)
      for (const background of ["#000000", "#1e1e1e", "#ffffff", "#fdf6e3"])
        expect(
          contrast(String(palette[tone]), background),
          `${tone} on ${background}`,
        ).toBeGreaterThanOrEqual(SIGNS);
  });

  it.each([
    ["dark", palettes.dark16, ["#000000"]],
    ["light", palettes.light16, ["#ffffff"]],
    ["unknown", palettes.auto16, ["#000000", "#ffffff"]],
  ])("the sixteen colours can be read in every scheme: %s", (_name, palette, backgrounds) => {
    for (const color of WORDS.map((tone) => palette[tone]).filter((each) => each !== undefined))
      for (const scheme of SCHEMES)
        for (const background of backgrounds)
          expect(
            contrast(String(scheme[color]), background),
            `${color} on ${background}`,
          ).toBeGreaterThanOrEqual(LEGIBLE);
  });
});

function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color)
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}

/** The palette as it looks where there are only the colours of the cube and its greys. */
function in256(palette: Palette): Palette {
  const drawn = Object.entries(palette).map(([tone, color]) => [
    tone,
    typeof color === "string" ? nearest(color) : color,
  ]);
  return Object.fromEntries(drawn);
}

const CUBE = [0, 95, 135, 175, 215, 255];

/** As chalk rounds it: greys to the grey ramp, everything else to the cube. */
function nearest(color: string): string {
  const [red = 0, green = 0, blue = 0] = channels(color);
  const isGrey = red === green && green === blue && red >= 8 && red <= 248;
  const rounded = isGrey
    ? Array.from({ length: 3 }, () => 8 + 10 * Math.round(((red - 8) / 247) * 24))
    : [red, green, blue].map((value) => CUBE[Math.round((value / 255) * 5)] ?? 0);
  return `#${rounded.map((value) => Math.min(255, value).toString(16).padStart(2, "0")).join("")}`;
}
