import { useEffect, useMemo, useRef, useState } from "react";
import type { LogLine } from "../../orchestrator/log.ts";
import { toast } from "../keymap/toasts.ts";
import type { LogRow } from "../panes/log-rows.ts";
import type { ViewedLog } from "../panes/log-view.ts";
import { type Goal, matchFor, topFor } from "../panes/matches.ts";
import { type Place, type Rows, tailPlace } from "../panes/row-window.ts";
import { useDashboard } from "./use-dashboard.ts";
import { useLineScan } from "./use-line-scan.ts";
import { useScreen } from "./use-screen.ts";

interface Searched {
  readonly log: ViewedLog | null;
  readonly rows: Rows<LogRow> | null;
  readonly pattern: RegExp | null;
  /** The first row on the screen; `null` follows the end. */
  readonly top: Place | null;
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
  const { log, rows, pattern, top, setTop, height, growing } = searched;
  const dashboard = useDashboard();
  const [current, setCurrent] = useState<Place | null>(null);
  const [goal, setGoal] = useState<Goal | null>(null);
  const isWanted = useMemo(
    () =>
      pattern === null
        ? null
        : (line: LogLine) => line.events.some(({ text }) => text.search(pattern) !== -1),
    [pattern],
  );
  const first = top ?? (rows === null ? null : tailPlace(rows, height));
  const scan = useLineScan(log, isWanted, first?.line ?? 0);

  const typed = useScreen(({ overlay }) => (overlay?.kind === "search" ? overlay.query.text : null));
  const kept = useScreen(({ logView }) => logView.search);
  /** Where one was when the search began, to come back to. */
  const origin = useRef<{ readonly top: Place | null; readonly first: Place | null } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed moves the screen
  useEffect(() => {
    if (typed !== null) origin.current ??= { top, first };
    const begun = origin.current;
    if (typed === null) origin.current = null;
    if (begun === null) return;
    const isGivenUp = typed === "" || (typed === null && kept === "");
    if (isGivenUp) setTop(begun.top);
    if (isGivenUp) setCurrent(null);
    if (typed !== null)
      setGoal(isGivenUp || begun.first === null ? null : { from: begun.first, direction: "near" });
  }, [typed, kept]);

  // Found at once, or as soon as the scan has come that far.
  useEffect(() => {
    if (goal === null || rows === null || scan === null || first === null) return;
    const found = matchFor(rows, scan, goal);
    if (found === "later") return;
    setGoal(null);
    if (found === null) {
      if (goal.direction !== "near") toast(dashboard, "refused", NO_MORE[goal.direction]);
      return;
    }
    setCurrent(found);
    const wanted = topFor(rows, found, first, height);
    const isAtEnd = samePlace(wanted, tailPlace(rows, height));
    setTop(isAtEnd && !growing ? null : wanted);
  });

  useEffect(() => {
    if (scan === null || first === null) return;
    const from = current ?? first;
    const finder = {
      next: () => setGoal({ from: current ?? { line: first.line, row: first.row - 1 }, direction: "after" }),
      previous: () => setGoal({ from, direction: "before" }),
    };
    dashboard.finding.current = finder;
    return () => {
      if (dashboard.finding.current === finder) dashboard.finding.current = null;
    };
  });

  if (scan === null) return null;
  const isKnown = current !== null && scan.hasAllBefore && scan.hasLookedAt(current.line);
  return {
    current,
    ordinal: isKnown ? scan.ordinalOf(current.line) : null,
    found: scan.found,
    isComplete: scan.isComplete,
  };
}

const NO_MORE = {
  after: "No more matches below: N goes up",
  before: "No more matches above: n goes down",
} as const;

function samePlace(a: Place, b: Place): boolean {
  return a.line === b.line && a.row === b.row;
}
