import { Unicode11Addon } from "@xterm/addon-unicode11";
import xterm from "@xterm/headless";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { screenText } from "../../../source/text/screen.ts";
import { fitLine, type Line, lineWidth, segment, spread } from "../../../source/ui/text/segment.ts";
import { displayWidth, pad, truncate } from "../../../source/ui/text/width.ts";
import { wrap, wrapStretches } from "../../../source/ui/text/wrap.ts";
import { wrapLine } from "../../../source/ui/text/wrap-line.ts";

/** A terminal as wide as nothing here gets, to count what it counts. */
const COLUMNS = 400;
const terminal = new xterm.Terminal({ cols: COLUMNS, rows: 2, allowProposedApi: true });
terminal.loadAddon(new Unicode11Addon());
terminal.unicode.activeVersion = "11";
afterAll(() => terminal.dispose());

/** How far a text moves the cursor. Something stands before it, as on the screen: an accent needs a letter. */
async function columnsOf(text: string): Promise<number> {
  await new Promise<void>((resolve) => terminal.write(`\r\u001b[2K|${text}`, resolve));
  return terminal.buffer.active.cursorX - 1;
}

/** Of Unicode 14. */
const NEWER = /\u0b55/;

/** Characters that terminals have known for long: of newer ones each knows another set. */
function anyOf(first: number, last: number) {
  return fc
    .integer({ min: first, max: last })
    .map((code) => String.fromCodePoint(code))
    .filter((character) => /\p{Assigned}/u.test(character) && !NEWER.test(character));
}

const piece = fc.oneof(
  fc.constantFrom("a", "word", " ", "  ", "-", "…", "longlonglonglongword", "/path/to/some/file.ts", "\t"),
  fc.constantFrom("日本", "語", "한국어", "한", "ｆｕｌｌ", "ｶﾅ", "、", "㍿"),
  fc.constantFrom("é", "e\u0301", "a\u0308\u0323", "n\u0303", "ก็", "ไทย", "नमस्ते", "क्ष", "தமிழ்", "ơ\u0309"),
  fc.constantFrom("👍", "👍🏽", "👩‍👩‍👧", "👩🏽‍💻", "🏳️‍🌈", "🇨🇭", "🇩🇪🇫🇷", "1️⃣", "❤️", "❤", "✅", "⚠️", "☎", "🌏"),
  fc.constantFrom(
    "שלום",
    "مرحبا",
    "ע\u05b4ב",
    "ا\u064e",
    "\u202e",
    "\u200f",
    "\u200b",
    "\u200d",
    "\u00ad",
    "\ufeff",
  ),
  fc.constantFrom("→", "●", "│", "─", "█", "\u00a0", "™", "½", "Ａ", "\u2028"),
  anyOf(0x20, 0x24f),
  anyOf(0x370, 0x52f),
  anyOf(0x590, 0x5f4),
  anyOf(0x620, 0x6ff),
  anyOf(0x900, 0xbcd),
  anyOf(0xe01, 0xe3a),
  anyOf(0xac00, 0xd7a3),
  anyOf(0x3041, 0x30ff),
  anyOf(0x4e00, 0x9fa5),
  anyOf(0x1f300, 0x1f64f),
);
const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(""));
const width = fc.integer({ min: 2, max: 60 });

/** A single character can have three columns: in fewer it has no place. */
const roomy = fc.integer({ min: 4, max: 60 });

const segmenter = new Intl.Segmenter();
/** Where one may cut. */
function seams(value: string): Set<number> {
  return new Set([...segmenter.segment(value)].map(({ index }) => index).concat(value.length));
}

function words(line: Line): string {
  return line.map((each) => each.text).join("");
}

describe("what is drawn takes as many columns as the terminal gives it:", () => {
  it("a line that is fitted", async () => {
    await fc.assert(
      fc.asyncProperty(text, text, width, async (one, other, columns) => {
        const line = fitLine([segment(one), segment(other, "muted")], columns);
        const taken = await columnsOf(words(line));
        expect(taken).toBeLessThanOrEqual(columns);
        expect(taken).toBe(lineWidth(line));
      }),
      { numRuns: 600 },
    );
  });

  it("a line with something at its right edge, which always ends there", async () => {
    await fc.assert(
      fc.asyncProperty(text, width, async (value, columns) => {
        const line = spread([segment(value)], [segment("4 min")], columns);
        expect(await columnsOf(words(line))).toBeLessThanOrEqual(columns);
        if (columns > 6) expect(await columnsOf(words(line))).toBe(columns);
      }),
      { numRuns: 400 },
    );
  });

  it("rows that are wrapped", async () => {
    await fc.assert(
      fc.asyncProperty(text, roomy, async (value, columns) => {
        for (const row of wrap(screenText(value), columns)) {
          const drawn = words(fitLine([segment(row)], COLUMNS));
          expect(await columnsOf(drawn)).toBeLessThanOrEqual(columns);
        }
        for (const row of wrapLine([segment(value)], columns, 4, columns > 8 ? 2 : 0))
          expect(await columnsOf(words(fitLine(row, COLUMNS)))).toBeLessThanOrEqual(columns);
      }),
      { numRuns: 400 },
    );
  });
});

describe("no character is cut in two", () => {
  it("where rows are wrapped", () => {
    fc.assert(
      fc.property(text, width, (value, columns) => {
        for (const line of value.split("\n")) {
          const allowed = seams(line);
          for (const { start, end } of wrapStretches(line, columns)) {
            expect(allowed.has(start)).toBe(true);
            expect(allowed.has(end)).toBe(true);
          }
        }
      }),
    );
  });

  it("where a text is cut or filled", () => {
    fc.assert(
      fc.property(text, width, (value, columns) => {
        const cut = truncate(value, columns);
        if (cut !== value) expect(seams(value).has(cut.length - 1)).toBe(true);
        expect(displayWidth(pad(value, columns))).toBe(columns);
      }),
    );
  });
});
