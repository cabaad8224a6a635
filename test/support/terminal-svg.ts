import type { Cell, VirtualTerminal } from "./virtual-terminal.ts";

const FONT_SIZE = 14;
const CELL = { width: 8.4, height: 18 };
const BASELINE = 13.2;
const PADDING = 14;
const BAR = 34;

interface Colors {
  readonly background: string;
  readonly text: string;
  readonly bar: string;
  readonly border: string;
  readonly title: string;
}

const COLORS: Readonly<Record<"dark" | "light", Colors>> = {
  dark: { background: "#12151c", text: "#dfe3ea", bar: "#1b1f29", border: "#2c3240", title: "#8b93a3" },
  light: { background: "#fcfcfd", text: "#23272f", bar: "#eceef2", border: "#d5d9e0", title: "#5f6877" },
};

/** The screen of a terminal as a picture of a window. */
export function terminalSvg(terminal: VirtualTerminal, theme: "dark" | "light", title: string): string {
  const { cells } = terminal;
  const colors = COLORS[theme];
  const columns = cells[0]?.length ?? 0;
  const width = round(columns * CELL.width + 2 * PADDING);
  const height = round(cells.length * CELL.height + 2 * PADDING + BAR);
  const rows = cells.map((row, index) => rowSvg(row, index, colors)).join("");
  const cursor = terminal.isCursorShown
    ? `<rect x="${round(terminal.cursor.x * CELL.width)}" y="${round(terminal.cursor.y * CELL.height)}" width="2" height="${CELL.height}" fill="${colors.text}"/>`
    : "";
  const dots = ["#ff6159", "#ffbd2e", "#28c941"]
    .map((color, index) => `<circle cx="${20 + index * 20}" cy="${BAR / 2}" r="6" fill="${color}"/>`)
    .join("");
  const font = "'JetBrains Mono','Fira Code','DejaVu Sans Mono',Menlo,Consolas,monospace";
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font}" font-size="${FONT_SIZE}">
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="9" fill="${colors.background}" stroke="${colors.border}"/>
<path d="M1 ${BAR}V10a9 9 0 0 1 9 -9H${width - 10}a9 9 0 0 1 9 9V${BAR}Z" fill="${colors.bar}"/>${dots}
<text x="${round(width / 2)}" y="${BAR / 2 + 5}" text-anchor="middle" fill="${colors.title}" font-size="13">${escapeXml(title)}</text>
<g transform="translate(${PADDING} ${BAR + PADDING})" xml:space="preserve">
${rows}${cursor}</g>
</svg>
`;
}

interface Stretch {
  readonly text: string;
  readonly column: number;
  readonly columns: number;
  readonly cell: Cell;
}

function rowSvg(row: readonly Cell[], index: number, colors: Colors): string {
  const y = round(index * CELL.height);
  const seen = row.map((cell) => asSeen(cell, colors));
  const pieces = stretchesOf(seen).map(({ text, column, columns, cell }) => {
    const x = round(column * CELL.width);
    const color = colorOf(cell.color, colors.text);
    const background =
      cell.background === null
        ? ""
        : `<rect x="${x}" y="${y}" width="${round(columns * CELL.width)}" height="${CELL.height}" fill="${cell.background}"/>`;
    if (text.trim() === "") return background;
    const drawn = drawing(text, x, y, color);
    if (drawn !== null) return background + drawn;
    const weight = cell.bold ? ' font-weight="bold"' : "";
    const length = round(columns * CELL.width);
    return `${background}<text x="${x}" y="${round(y + BASELINE)}" fill="${color}"${weight} textLength="${length}" lengthAdjust="spacingAndGlyphs">${escapeXml(text)}</text>`;
  });
  const line = pieces.join("");
  return line === "" ? "" : `${line}\n`;
}

/** Neighbouring cells that look the same; lines and blocks, which are drawn, stand alone by kind. */
function stretchesOf(row: readonly Cell[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [column, cell] of row.entries()) {
    const last = stretches.at(-1);
    const width = row[column + 1]?.text === "" ? 2 : 1;
    if (cell.text === "") continue;
    if (last !== undefined && width === 1 && joins(last, cell)) {
      stretches[stretches.length - 1] = {
        ...last,
        text: last.text + cell.text,
        columns: last.columns + 1,
      };
    } else stretches.push({ text: cell.text, column, columns: width, cell });
  }
  return stretches;
}

const ONE_BY_ONE = /[^\x20-\x7e]/;

function joins({ text, cell }: Stretch, next: Cell): boolean {
  if (cell.color !== next.color || cell.background !== next.background || cell.bold !== next.bold)
    return false;
  if (text.endsWith(next.text) && /^[─━╌]/.test(next.text)) return true;
  return !ONE_BY_ONE.test(text) && !ONE_BY_ONE.test(next.text);
}

/** Lines drawn from cell to cell, since fonts leave gaps between their own; `null` for a text. */
function drawing(text: string, x: number, y: number, color: string): string | null {
  const { width: w, height: h } = CELL;
  const middle = round(y + h / 2);
  const center = round(x + w / 2);
  const right = round(x + text.length * w);
  const path = (d: string, thickness = 1, more = "") =>
    `<path d="${d}" fill="none" stroke="${color}" stroke-width="${thickness}"${more}/>`;
  const bottom = round(y + h);
  switch (text[0]) {
    case "─":
      return path(`M${x} ${middle}H${right}`);
    case "━":
      return path(`M${x} ${middle}H${right}`, 2.4);
    case "╌":
      return path(
        `M${round(x + 1)} ${middle}H${right}`,
        1,
        ` stroke-dasharray="${round(w / 2 - 1.2)} ${round(w / 2 + 1.2 - w / 2 + 1.8)}"`,
      );
    case "│":
      return path(`M${center} ${y}V${bottom}`);
    case "┬":
      return path(`M${x} ${middle}H${right}M${center} ${middle}V${bottom}`);
    case "┴":
      return path(`M${x} ${middle}H${right}M${center} ${middle}V${y}`);
    case "╭":
      return path(
        `M${right} ${middle}H${round(center + 4)}Q${center} ${middle} ${center} ${round(middle + 4)}V${bottom}`,
      );
    case "╮":
      return path(
        `M${x} ${middle}H${round(center - 4)}Q${center} ${middle} ${center} ${round(middle + 4)}V${bottom}`,
      );
    case "╰":
      return path(
        `M${right} ${middle}H${round(center + 4)}Q${center} ${middle} ${center} ${round(middle - 4)}V${y}`,
      );
    case "╯":
      return path(
        `M${x} ${middle}H${round(center - 4)}Q${center} ${middle} ${center} ${round(middle - 4)}V${y}`,
      );
    case "▌":
      return `<rect x="${x}" y="${y}" width="${round(w / 2.6)}" height="${h}" fill="${color}"/>`;
    default:
      return null;
  }
}

/** An inverse cell in the colours that one sees. */
function asSeen(cell: Cell, { text, background }: Colors): Cell {
  if (!cell.inverse) return cell;
  return { ...cell, color: cell.background ?? background, background: colorOf(cell.color, text) };
}

function colorOf(color: string | null, fallback: string): string {
  return color?.startsWith("#") ? color : fallback;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
