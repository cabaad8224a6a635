import { useMemo } from "react";
import { useStore } from "zustand";
import type { Session } from "../../orchestrator/session.ts";
import type { ReadonlyStore } from "../coalesced.ts";
import { type Background, chooseTheme, type Theme, type ThemeWishes } from "../theme/theme.ts";

/** By what is known so far: the settings come with the session, the terminal's answer when it comes. */
export function useChosenTheme(
  wishes: ThemeWishes,
  background: ReadonlyStore<Background | null>,
  session: Session | null,
): Theme {
  const answer = useStore(background, (known) => known);
  const theme = wishes.theme ?? session?.preferences.theme;
  return useMemo(() => chooseTheme({ ...wishes, theme }, answer), [wishes, theme, answer]);
}
