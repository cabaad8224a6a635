import { useEffect, useMemo, useState } from "react";
import type { LogLine } from "../../orchestrator/log.ts";
import { wayTo } from "../keymap/key-names.ts";
import type { Keymap } from "../keymap/remap.ts";
import { toast } from "../keymap/toasts.ts";
import type { LogRow } from "../panes/log-rows.ts";
import type { ViewedLog } from "../panes/log-view.ts";
import { goThrough, type Wish } from "../panes/matches.ts";
import { isSame, type Place, type Rows, tailPlace } from "../panes/row-window.ts";
import { useDashboard } from "./use-dashboard.ts";
import { useLineScan } from "./use-line-scan.ts";
import { useTypedSearch } from "./use-typed-search.ts";

interface Searched {
  readonly log: ViewedLog | null;
  readonly rows: Rows<LogRow> | null;
  readonly pattern: RegExp | null;
  /** The first row on the screen by the person's wish; `null` follows the end. */
  readonly top: Place | null;
  /** The first row on the screen; `null` where there is nothing. */
  readonly first: Place | null;
  readonly setTop: (top: Place | null) => void;
  readonly height: number;
  /** Something may still come. */
  readonly growing: boolean;
}

/** How a search stands. */
export interface LogSearch {
  /** Where the match is that one has come to. */
  readonly current: Place | null;
  /** Which of the lines with a match that is; `null` as long as not all before it are known. */
  readonly ordinal: number | null;
  /** How many lines have a match, as far as they are known. */
  readonly found: number;
  readonly isComplete: boolean;
}

/** Searches a log for a pattern, and lets keys move from match to match; `null` while nothing is searched for. */
export function useLogSearch(searched: Searched): LogSearch | null {
  const { log, rows, pattern, top, first, setTop, height, growing } = searched;
  const dashboard = useDashboard();
  const [current, setCurrent] = useState<Place | null>(null);
  /** What keys have asked for and the scan has not come to yet. */
  const [wishes, setWishes] = useState<readonly Wish[]>([]);
  const isWanted = useMemo(() => (pattern === null ? null : hasMatch(pattern)), [pattern]);
  const scan = useLineScan(log, isWanted, first?.line ?? 0);

  useTypedSearch({ top, first }, (from, back) => {
    setCurrent(null);
    setWishes(from === null ? [] : [{ direction: "near", from }]);
    if (back !== undefined) setTop(back);
  });

  // Found at once, or as soon as the scan has come that far.
  useEffect(() => {
    if (wishes.length === 0 || rows === null || scan === null || first === null) return;
    const went = goThrough(wishes, { rows, scan, height, current, top: first });
    if (went.left.length < wishes.length) setWishes(went.left);
    if (went.missed !== null)
      toast(dashboard, "refused", missedWords(dashboard.keymap, scan.found, went.missed));
    if (went.current === current || went.current === null) return;
    setCurrent(went.current);
    const isAtEnd = isSame(went.top, tailPlace(rows, height));
    setTop(isAtEnd && !growing ? null : went.top);
  });

  const isOn = scan !== null;
  useEffect(() => {
    if (!isOn) return;
    const finder = {
      next: () => setWishes((before) => [...before, { direction: "after" }]),
      previous: () => setWishes((before) => [...before, { direction: "before" }]),
    };
    dashboard.finding.current = finder;
    return () => {
      dashboard.finding.current = null;
    };
  }, [dashboard, isOn]);

  if (scan === null) return null;
  const isKnown = current !== null && scan.hasAllBefore && scan.hasLookedAt(current.line);
  return {
    current,
    ordinal: isKnown ? scan.ordinalOf(current.line) : null,
    found: scan.found,
    isComplete: scan.isComplete,
  };
}

function missedWords(keymap: Keymap, found: number, missed: keyof typeof NO_MORE): string {
  if (found === 0)
    return `Nothing in the whole run has that: ${wayTo(keymap, "log.search")} searches for something else`;
  const { where, back, direction } = NO_MORE[missed];
  return `No more matches ${where}: ${wayTo(keymap, back)} goes ${direction}`;
}

const NO_MORE = {
  after: { where: "below", back: "matches.previous", direction: "up" },
  before: { where: "above", back: "matches.next", direction: "down" },
} as const;

function hasMatch(pattern: RegExp): (line: LogLine) => boolean {
  return ({ events }) => events.some(({ text }) => text.search(pattern) !== -1);
}
