import { useLayoutEffect } from "react";
import type { DiffMoves } from "../dashboard.ts";
import { useDashboard } from "./use-dashboard.ts";

/** Lets the keys of the diff move the pane that calls it, from its first frame on. */
export function useDiffMoves(moves: DiffMoves): void {
  const { diffing } = useDashboard();
  useLayoutEffect(() => {
    diffing.current = moves;
    return () => {
      if (diffing.current === moves) diffing.current = null;
    };
  });
}
