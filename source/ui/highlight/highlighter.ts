import type { HLJSApi } from "highlight.js";
import type { Segment } from "../text/segment.ts";
import { colouredLines } from "./coloured-lines.ts";
import { type Language, languages } from "./languages.ts";

/** Colours the lines of some code; `null` where that is too much or not possible (yet). */
export type Highlight = (code: string, language: Language) => Segment[][] | null;

/** More is not coloured: it would be felt in the keys. */
const MOST_CHARACTERS = 12_000;
/** A line like this was written by a machine. */
const LONGEST_LINE = 1_000;

let core: HLJSApi | null = null;
const loading = new Map<Language, Promise<void>>();

/** Brings what a language takes; settles once code in it can be coloured. Nothing of it is loaded before. */
export function loadLanguage(language: Language): Promise<void> {
  const known = loading.get(language);
  if (known !== undefined) return known;
  const brought = bring(language);
  loading.set(language, brought);
  return brought;
}

async function bring(language: Language): Promise<void> {
  const [{ default: engine }, { default: grammar }] = await Promise.all([
    import("highlight.js/lib/core"),
    languages[language](),
  ]);
  engine.registerLanguage(language, grammar);
  core = engine;
}

/** The lines of some code with its words in colours; `null` where it is too much, or the language is not there (yet). */
export function highlighted(code: string, language: Language): Segment[][] | null {
  if (core?.getLanguage(language) === undefined || code.length > MOST_CHARACTERS) return null;
  if (code.split("\n").some((line) => line.length > LONGEST_LINE)) return null;
  return colouredLines(core.highlight(code, { language, ignoreIllegals: true }).value);
}
