import { useLayoutEffect } from "react";
import type { Scroller } from "../dashboard.ts";
import { useDashboard } from "./use-dashboard.ts";

/** Lets the scrolling keys move the pane that calls it, from its first frame on. */
export function useScroller(scroller: Scroller): void {
  const { scrolling } = useDashboard();
  useLayoutEffect(() => {
    scrolling.current = scroller;
    return () => {
      if (scrolling.current === scroller) scrolling.current = null;
    };
  });
}
