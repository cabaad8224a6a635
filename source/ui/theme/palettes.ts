/** What a colour means. `faint` is for lines and what is not there yet, `muted` for what is read second. */
export type Tone = "accent" | "gate" | "running" | "done" | "failed" | "muted" | "faint";

export type Palette = Readonly<Record<Tone, string | undefined>> & {
  /** Behind the selected row; none where the terminal's own background is not known. */
  readonly selection: string | undefined;
};

const dark: Palette = {
  accent: "#9aa8ff",
  gate: "#f2b45a",
  running: "#5fd0c5",
  done: "#86c98a",
  failed: "#ff7b72",
  muted: "#8b93a3",
  faint: "#454d5c",
  selection: "#262b38",
};

const light: Palette = {
  accent: "#4450c4",
  gate: "#9a5b00",
  running: "#00747c",
  done: "#2b7a3a",
  failed: "#c0302d",
  muted: "#5f6877",
  faint: "#b9c0cb",
  selection: "#e7e9f7",
};

/**
 * For terminals of 256 colours, whose cube is too coarse near black and white: the nearest to the light selection
 * there would be white itself. Its greys are fine enough.
 */
const dark256: Palette = { ...dark, faint: "#4e4e4e", selection: "#303030" };
const light256: Palette = {
  ...light,
  gate: "#875f00",
  muted: "#5f5f5f",
  faint: "#b2b2b2",
  selection: "#e4e4e4",
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
};

const sixteen: Palette = {
  accent: "blue",
  gate: "yellow",
  running: "cyan",
  done: "green",
  failed: "red",
  muted: "gray",
  faint: "gray",
  selection: undefined,
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
};

export const palettes = { dark, light, dark256, light256, auto, sixteen, none };
