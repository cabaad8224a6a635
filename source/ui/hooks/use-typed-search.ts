import { useEffect, useRef } from "react";
import type { Place } from "../panes/row-window.ts";
import { useScreen } from "./use-screen.ts";

interface Where {
  /** The first row by the person's wish; `null` follows the end. */
  readonly top: Place | null;
  readonly first: Place | null;
}

/**
 * Calls when what is searched for becomes another, with the place to search from (`null` when the search is over).
 * A search that is given up while it is being typed also has a place to go back to.
 */
export function useTypedSearch(
  here: Where,
  onChange: (from: Place | null, back?: Place | null) => void,
): void {
  const typed = useScreen(({ overlay }) => (overlay?.kind === "search" ? overlay.query.text : null));
  const kept = useScreen(({ logView }) => logView.search);
  const query = typed ?? kept;
  /** At the last look: fast typing opens a search and ends it between two of them. */
  const last = useRef(query);
  /** Where one was when the typing began; `null` when nothing is being typed. */
  const origin = useRef<Where | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: where one is by now is no reason to search anew
  useEffect(() => {
    const hasChanged = query !== last.current;
    const wasTyping = origin.current !== null;
    const begun = origin.current ?? here;
    last.current = query;
    origin.current = typed === null ? null : begun;
    if (!hasChanged) return;
    if (query !== "") onChange(begun.first);
    else if (wasTyping) onChange(null, begun.top);
    else onChange(null);
  }, [typed, query]);
}
