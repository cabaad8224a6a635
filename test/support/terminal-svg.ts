import { isDrawn, lineArt, upright } from "./line-art.ts";
import type { Cell, VirtualTerminal } from "./virtual-terminal.ts";

/** Whole numbers, which are short: the advance of the usual monospaced fonts is 0.6 of their size. */
const FONT_SIZE = 15;
const CELL = { width: 9, height: 19 };
const BASELINE = 14;
const PADDING = 14;
/** A text of so many columns may drift, where a font is not as wide as a cell. */
const LONG = 4;
const BAR = 34;
const FONTS = "'JetBrains Mono','Fira Code','DejaVu Sans Mono',Menlo,Consolas,monospace";

interface Colors {
  /** The eight colours that a terminal has of its own. */
  readonly own: readonly string[];
  readonly background: string;
  readonly text: string;
  readonly bar: string;
  readonly border: string;
  readonly title: string;
}

const COLORS: Readonly<Record<"dark" | "light", Colors>> = {
  dark: {
    own: ["#12151c", "#f14c4c", "#23d18b", "#f5f543", "#3b8eea", "#d670d6", "#29b8db", "#dfe3ea"],
    background: "#12151c",
    text: "#dfe3ea",
    bar: "#1b1f29",
    border: "#2c3240",
    title: "#8b93a3",
  },
  light: {
    own: ["#23272f", "#cd3131", "#107c10", "#949800", "#0451a5", "#bc05bc", "#0598bc", "#fcfcfd"],
    background: "#fcfcfd",
    text: "#23272f",
    bar: "#eceef2",
    border: "#d5d9e0",
    title: "#5f6877",
  },
};

/** The screen of a terminal as a picture of a window. */
export function terminalSvg(terminal: VirtualTerminal, theme: "dark" | "light", title: string): string {
  const colors = COLORS[theme];
  const cells = terminal.cells.map((row) => row.map((cell) => asSeen(cell, colors)));
  const width = (cells[0]?.length ?? 0) * CELL.width + 2 * PADDING;
  const height = cells.length * CELL.height + 2 * PADDING + BAR;
  const palette = new Palette(colors.text);
  const rows = cells.map((row, index) => rowSvg(row, index, palette)).join("");
  const walls = wallsSvg(cells, palette);
  const { x, y } = terminal.cursor;
  const cursor = terminal.isCursorShown
    ? `<rect x="${x * CELL.width}" y="${y * CELL.height}" width="2" height="${CELL.height}"/>`
    : "";
  const dots = ["#ff6159", "#ffbd2e", "#28c941"]
    .map((color, index) => `<circle cx="${20 + index * 20}" cy="${BAR / 2}" r="6" fill="${color}"/>`)
    .join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONTS}" font-size="${FONT_SIZE}">
<style>text{white-space:pre}.b{font-weight:700}${palette.css()}.l{fill:none;stroke:currentColor}</style>
<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="9" fill="${colors.background}" stroke="${colors.border}"/>
<path d="M1 ${BAR}V10a9 9 0 0 1 9 -9H${width - 10}a9 9 0 0 1 9 9V${BAR}Z" fill="${colors.bar}"/>${dots}
<text x="${width / 2}" y="${BAR / 2 + 5}" text-anchor="middle" fill="${colors.title}">${escapeXml(title)}</text>
<g transform="translate(${PADDING} ${BAR + PADDING})" fill="${colors.text}" color="${colors.text}" xml:space="preserve">
${rows}${walls}${cursor}</g>
</svg>
`;
}

/** The colours of a picture, each with a short name. */
class Palette {
  readonly #names = new Map<string, string>();
  readonly #plain: string;

  constructor(plain: string) {
    this.#plain = plain;
  }

  /** The attribute that gives an element its looks; empty where it needs none. */
  looks(color: string, more?: "bold" | "line"): string {
    const names = [
      ...(more === undefined ? [] : [more[0]]),
      ...(color === this.#plain ? [] : [this.#nameOf(color)]),
    ];
    return names.length === 0 ? "" : ` class="${names.join(" ")}"`;
  }

  #nameOf(color: string): string {
    const known = this.#names.get(color);
    if (known !== undefined) return known;
    const name = `c${this.#names.size}`;
    this.#names.set(color, name);
    return name;
  }

  css(): string {
    return [...this.#names].map(([color, name]) => `.${name}{color:${color};fill:${color}}`).join("");
  }
}

interface Stretch {
  readonly text: string;
  readonly column: number;
  readonly columns: number;
  readonly cell: SeenCell;
}

/** A cell in the colours that one sees. */
interface SeenCell {
  readonly text: string;
  readonly color: string;
  readonly background: string | null;
  readonly bold: boolean;
}

function rowSvg(row: readonly SeenCell[], index: number, palette: Palette): string {
  const y = index * CELL.height;
  const grounds = stretchesOf(row, (a, b) => a.background === b.background).map(
    ({ column, columns, cell: { background } }) =>
      background === null
        ? ""
        : `<rect x="${column * CELL.width}" y="${y}" width="${columns * CELL.width}" height="${CELL.height}"${palette.looks(background)}/>`,
  );
  const texts = stretchesOf(row, joins).flatMap(({ text, column, columns, cell }) => {
    if (isDrawn(text))
      return lineArt(text, { x: column * CELL.width, y, ...CELL }, (line) => palette.looks(cell.color, line));
    if (text.startsWith("│")) return "";
    return wordsOf(text).map((words) => {
      const size = words.text === text ? columns : words.text.length;
      const length = size < LONG ? "" : ` textLength="${size * CELL.width}"`;
      const x = (column + words.at) * CELL.width;
      return `<text x="${x}" y="${y + BASELINE}"${palette.looks(cell.color, cell.bold ? "bold" : undefined)}${length}>${escapeXml(words.text)}</text>`;
    });
  });
  const line = [...grounds, ...texts].join("");
  return line === "" ? "" : `${line}\n`;
}

/** The upright lines, each in one piece from its first row to its last one. */
function wallsSvg(cells: readonly (readonly SeenCell[])[], palette: Palette): string {
  const isWall = (row: number, column: number, color: string) => {
    const cell = cells[row]?.[column];
    return cell?.text === "│" && cell.color === color;
  };
  return cells
    .flatMap((row, first) =>
      row.map(({ text, color }, column) => {
        if (text !== "│" || isWall(first - 1, column, color)) return "";
        let last = first;
        while (isWall(last + 1, column, color)) last += 1;
        const box = { x: column * CELL.width, y: first * CELL.height, width: CELL.width };
        return upright({ ...box, height: (last - first + 1) * CELL.height }, (line) =>
          palette.looks(color, line),
        );
      }),
    )
    .join("");
}

/** Neighbouring cells that belong together. */
function stretchesOf(
  row: readonly SeenCell[],
  belong: (last: SeenCell, next: SeenCell, text: string) => boolean,
): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [column, cell] of row.entries()) {
    const last = stretches.at(-1);
    const columns = row[column + 1]?.text === "" ? 2 : 1;
    if (cell.text === "") continue;
    if (last !== undefined && belong(last.cell, cell, last.text) && columns === 1)
      stretches[stretches.length - 1] = {
        ...last,
        text: last.text + cell.text,
        columns: last.columns + 1,
      };
    else stretches.push({ text: cell.text, column, columns, cell });
  }
  return stretches;
}

const PLAIN = /^[\x20-\x7e]*$/;

/** Text of one look; lines, which are drawn, only with their own kind; other characters stand alone, where they belong. */
function joins(cell: SeenCell, next: SeenCell, text: string): boolean {
  if (cell.color !== next.color || cell.bold !== next.bold) return false;
  if (/^[─━╌]/.test(next.text)) return text.endsWith(next.text);
  return PLAIN.test(text) && PLAIN.test(next.text);
}

/** What is to be written of a text: blanks at its ends, and several in a row, need no ink. */
function wordsOf(text: string): { readonly text: string; readonly at: number }[] {
  return [...text.matchAll(/\S+(?: \S+)*/g)].map((match) => ({ text: match[0], at: match.index }));
}

/** A cell in the colours that one sees: inverse, dim, or in one of the terminal's own. */
function asSeen({ color, background, inverse, bold, dim, ...cell }: Cell, colors: Colors): SeenCell {
  const text = cell.text.replace("\u00a0", " ");
  const full = color === null ? colors.text : color.startsWith("#") ? color : ownColor(color, colors);
  const seen = dim ? between(full, colors.background) : full;
  if (inverse) return { text, bold, color: background ?? colors.background, background: seen };
  return { text, bold, color: seen, background };
}

function ownColor(name: string, { own, text }: Colors): string {
  return own[Number(name.replace("ansi-", "")) % own.length] ?? text;
}

/** A colour nearer to the text than to what is behind it. */
function between(text: string, background: string): string {
  const parts = [1, 3, 5].map((at) => {
    const [near, far] = [text, background].map((color) => Number.parseInt(color.slice(at, at + 2), 16));
    return Math.round(0.6 * (near ?? 0) + 0.4 * (far ?? 0));
  });
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
