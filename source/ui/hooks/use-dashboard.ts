import { createContext, useContext } from "react";
import type { Dashboard } from "../dashboard.ts";
import { palettes } from "../theme/palettes.ts";
import type { Theme } from "../theme/theme.ts";

export const DashboardContext = createContext<Dashboard | null>(null);
export const ThemeContext = createContext<Theme>({ colors: palettes.none });

export function useDashboard(): Dashboard {
  const dashboard = useContext(DashboardContext);
  if (dashboard === null) throw new Error("useDashboard needs a DashboardContext above it");
  return dashboard;
}

export function useTheme(): Theme {
  return useContext(ThemeContext);
}
