/** Where a piece of a row is in a picture. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The attribute that gives an element its looks, as a line or as a block. */
type Looks = (line?: "line") => string;

const CURVE = 4;

/** Whether a text is of lines and blocks, which are drawn from cell to cell, since fonts leave gaps between their own. */
export function isDrawn(text: string): boolean {
  return /^[─━╌┬┴├┤┼╭╮╰╯▌▏█]/.test(text);
}

/** The drawing of such a text, which is one sign once or several times. */
export function lineArt(text: string, { x, y, width, height }: Box, looks: Looks): string {
  const right = x + text.length * width;
  const bottom = y + height;
  const middle = y + height / 2;
  const center = x + width / 2;
  const path = (line: string, more = "") => `<path d="${line}"${looks("line")}${more}/>`;
  const block = (columns: number) =>
    `<rect x="${x}" y="${y}" width="${columns}" height="${height}"${looks()}/>`;
  const corner = (from: number, up: boolean) => {
    const side = from > center ? CURVE : -CURVE;
    const turn = middle + (up ? -CURVE : CURVE);
    return path(
      `M${from} ${middle}H${center + side}Q${center} ${middle} ${center} ${turn}V${up ? y : bottom}`,
    );
  };
  switch (text[0]) {
    case "─":
      return path(`M${x} ${middle}H${right}`);
    case "━":
      return path(`M${x} ${middle}H${right}`, ' stroke-width="2.4"');
    case "╌":
      return path(`M${x + 1} ${middle}H${right}`, ' stroke-dasharray="3 1.5"');
    case "┬":
      return path(`M${x} ${middle}H${right}M${center} ${middle}V${bottom}`);
    case "┴":
      return path(`M${x} ${middle}H${right}M${center} ${middle}V${y}`);
    case "├":
      return path(`M${center} ${y}V${bottom}M${center} ${middle}H${right}`);
    case "┤":
      return path(`M${center} ${y}V${bottom}M${center} ${middle}H${x}`);
    case "┼":
      return path(`M${center} ${y}V${bottom}M${x} ${middle}H${right}`);
    case "╭":
      return corner(right, false);
    case "╮":
      return corner(x, false);
    case "╰":
      return corner(right, true);
    case "╯":
      return corner(x, true);
    case "▌":
      return block(4);
    case "▏":
      return block(2);
    default:
      return block(text.length * width);
  }
}

/** An upright line through the middle of a box. */
export function upright({ x, y, width, height }: Box, looks: Looks): string {
  return `<path d="M${x + width / 2} ${y}V${y + height}"${looks("line")}/>`;
}
