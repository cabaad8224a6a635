import { Text, useIsScreenReaderEnabled } from "ink";
import { useTheme } from "../hooks/use-dashboard.ts";
import { inkOf } from "./line.tsx";

/** A line across the screen; where the line between the panes meets it, with `joint` in column `at`. */
export function Rule({
  width,
  joint,
  at,
}: {
  readonly width: number;
  readonly joint: "┬" | "┴";
  /** `null` where there is only one pane. */
  readonly at: number | null;
}) {
  const theme = useTheme();
  if (useIsScreenReaderEnabled()) return null;
  const line = at === null ? "─".repeat(width) : `${"─".repeat(at)}${joint}${"─".repeat(width - at - 1)}`;
  return <Text {...inkOf(theme, "faint")}>{line}</Text>;
}

/** The line between the panes. */
export function Divider({ rows }: { readonly rows: number }) {
  const theme = useTheme();
  if (useIsScreenReaderEnabled()) return null;
  return <Text {...inkOf(theme, "faint")}>{Array.from({ length: rows }, () => "│").join("\n")}</Text>;
}
