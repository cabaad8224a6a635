/** What a colour means. `faint` is for lines only, `muted` for what is read second. */
export type Tone = "accent" | "gate" | "running" | "done" | "failed" | "muted" | "faint";

export type Palette = Readonly<Record<Tone, string | undefined>> & {
  /** Behind the selected row; none where the terminal's own background is not known. */
  readonly selection: string | undefined;
  /** The tones that are drawn with less weight instead of in a colour. */
  readonly dimmed: readonly Tone[];
};

const dark: Palette = {
  accent: "#9aa8ff",
  gate: "#f2b45a",
  running: "#5fd0c5",
  done: "#86c98a",
  failed: "#ff7b72",
  muted: "#9098a8",
  faint: "#4d5667",
  selection: "#262b38",
  dimmed: [],
};

const light: Palette = {
  accent: "#4450c4",
  gate: "#935600",
  running: "#006f77",
  done: "#277537",
  failed: "#bb2d2a",
  muted: "#5b6473",
  faint: "#a9b1bd",
  selection: "#e7e9f7",
  dimmed: [],
};

/** Middle tones that read on a dark and on a light background alike. */
const auto: Palette = {
  accent: "#7683ee",
  gate: "#c2801d",
  running: "#1f9c95",
  done: "#459a50",
  failed: "#dc5a54",
  muted: "#818997",
  faint: "#7b8290",
  selection: undefined,
  dimmed: [],
};

/**
 * A colour of the cube of 256 colours, by its three steps from 0 to 5. Chalk takes the steps for even, which they
 * are not: a colour that is written as it looks would come out two shades brighter.
 */
function cube(red: number, green: number, blue: number): string {
  return `#${[red, green, blue].map((step) => (step * 51).toString(16).padStart(2, "0")).join("")}`;
}

/** For terminals of 256 colours: the cube is coarse, its greys are fine enough. */
const dark256: Palette = { ...dark, muted: "#9e9e9e", faint: "#585858", selection: "#303030" };
const light256: Palette = {
  accent: cube(1, 0, 4),
  gate: cube(2, 1, 0),
  running: cube(0, 1, 1),
  done: cube(0, 1, 0),
  failed: cube(3, 0, 0),
  muted: "#5f5f5f",
  faint: "#a8a8a8",
  selection: "#eeeeee",
  dimmed: [],
};
const auto256: Palette = {
  accent: cube(1, 2, 5),
  gate: cube(3, 2, 0),
  running: cube(0, 2, 2),
  done: cube(1, 2, 0),
  failed: cube(4, 1, 1),
  muted: "#8a8a8a",
  faint: "#808080",
  selection: undefined,
  dimmed: [],
};

const none: Palette = {
  accent: undefined,
  gate: undefined,
  running: undefined,
  done: undefined,
  failed: undefined,
  muted: undefined,
  faint: undefined,
  selection: undefined,
  dimmed: ["muted", "faint"],
};

/**
 * For terminals of sixteen colours. What they look like, everyone sets otherwise: grey is the background itself in
 * one well-known scheme, blue cannot be read on black, yellow and green not on white. Where a colour would not do,
 * the terminal's own one does, and the signs say the rest.
 */
const dark16: Palette = {
  ...none,
  accent: "magenta",
  gate: "yellow",
  running: "cyan",
  done: "green",
  failed: "red",
};
const light16: Palette = { ...none, accent: "blue", gate: "magenta", running: "blue", failed: "red" };
const auto16: Palette = { ...none, accent: "magenta", gate: "magenta", failed: "red" };

export const palettes = {
  dark,
  light,
  auto,
  dark256,
  light256,
  auto256,
  dark16,
  light16,
  auto16,
  none,
};
