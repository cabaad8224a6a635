import type { Stretch } from "../text/wrap.ts";

/** What to look for, as a person typed it: capitals count only where there are some. `null` for nothing. */
export function patternOf(query: string): RegExp | null {
  if (query === "") return null;
  const escaped = query.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return new RegExp(escaped, query === query.toLowerCase() ? "giu" : "gu");
}

/** Where a pattern is in a text, in UTF-16 units. */
export function matchesIn(text: string, pattern: RegExp): Stretch[] {
  return Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }));
}
