import { useStore } from "zustand";
import type { ScreenState } from "../screen.ts";
import { useDashboard } from "./use-dashboard.ts";

/** A slice of what the person at the keyboard has chosen. */
export function useScreen<Slice>(select: (state: ScreenState) => Slice): Slice {
  return useStore(useDashboard().screen, select);
}
