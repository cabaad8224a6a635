import { useEffect } from "react";
import type { DiffMoves } from "../dashboard.ts";
import { useDashboard } from "./use-dashboard.ts";

/** Lets the keys of the diff move the pane that calls it. */
export function useDiffMoves(moves: DiffMoves): void {
  const { diffing } = useDashboard();
  useEffect(() => {
    diffing.current = moves;
    return () => {
      if (diffing.current === moves) diffing.current = null;
    };
  });
}
