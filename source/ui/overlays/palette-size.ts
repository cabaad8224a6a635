import { type Frame, frameAround, type Size } from "./frame-size.ts";

const WIDTH = 88;
const MOST_ROWS = 16;
/** The text and the line below it, and at the end what is said of the chosen entry. */
const OTHER_LINES = 3;

/** Always as high: what one types must not make the frame jump. */
export function paletteFrame(size: Size): Frame {
  return frameAround(size, WIDTH, MOST_ROWS + OTHER_LINES);
}

export function rowsForEntries(size: Size): number {
  return paletteFrame(size).height - 2 - OTHER_LINES;
}
