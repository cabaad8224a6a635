import type { Background } from "../theme/theme.ts";

/** Asks for the colour behind the text (OSC 11). Terminals that do not know the question say nothing. */
export const ASK_BACKGROUND = "\u001b]11;?\u0007";

/** From here on dark text reads better than light text. */
const MIDDLE = 0.18;

/** `rgb:1e1e/1e1e/1e1e` with one to four digits each, `rgba:…`, or `#1e1e1e`; `null` for anything else. */
export function backgroundOf(color: string): Background | null {
  const digits =
    /^rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})(?:\/[\da-f]{1,4})?$/i.exec(color) ??
    /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(color);
  if (digits === null) return null;
  const [red = 0, green = 0, blue = 0] = digits.slice(1).map(channel).map(linear);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > MIDDLE ? "light" : "dark";
}

function channel(digits: string): number {
  return Number.parseInt(digits, 16) / (16 ** digits.length - 1);
}

/** As bright as it looks. */
function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
