/**
 * The inside of a regular expression's brackets: characters of one column that never make one character with a
 * neighbour. ASCII, Latin letters, dashes and quotation marks, arrows, lines, and the signs of `glyphs.ts`.
 */
export const NARROW = String.raw`\x20-\x7e\xa0-\xac\xae-\u024f\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u259f■▸▼◆○●⊘≠✓✕`;

/** Rows of these, in colours. */
const SINGLE = new RegExp(`^[\\n\\x1b${NARROW}]*$`);

/** What a reader takes for one character, as `Intl.Segmenter` tells it. */
export interface Character {
  readonly segment: string;
  /** Where it begins, in UTF-16 units. */
  readonly index: number;
}

let made: Intl.Segmenter | undefined;

/** Made when it is first needed: Node takes 11 ms to load its tables, and most screens do without. */
export function characterSegmenter(): Intl.Segmenter {
  made ??= new Intl.Segmenter();
  return made;
}

/** The characters of a text. The build gives it to Ink as well, which takes apart every row it draws. */
export function charactersOf(text: string): Iterable<Character> {
  if (!SINGLE.test(text)) return characterSegmenter().segment(text);
  return Array.from(text, (segment, index) => ({ segment, index }));
}
