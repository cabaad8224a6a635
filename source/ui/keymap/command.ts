import type { Dashboard } from "../dashboard.ts";

/**
 * Who gets a key: what lies on top first (an overlay), then the pane that has the focus (the log first its matches,
 * while it is being searched), then the whole screen.
 * `always` works even under an overlay.
 */
export type Scope =
  | "always"
  | "confirm"
  | "trust"
  | "quit"
  | "help"
  | "form"
  | "picker"
  | "search"
  | "filter"
  | "palette"
  | "clean"
  | "list"
  | "matches"
  | "log"
  | "spec"
  | "diff"
  | "detail"
  | "global";

/** One thing a key does. The handling, the footer and the help are all made from these. */
export interface Command {
  readonly id: string;
  readonly scope: Scope;
  /** The names of its keys, the one to show first. */
  readonly keys: readonly string[];
  /** A word or two for the footer. */
  readonly label: string;
  /** For the help. */
  readonly description: string;
  /** Shown in the footer where it is possible, the lowest first. */
  readonly footer?: number;
  /** Why it is not possible now, in words; `null` when it is. */
  readonly whyNot?: (dashboard: Dashboard) => string | null;
  readonly run: (dashboard: Dashboard) => void;
}

const SIGNS: Readonly<Record<string, string>> = {
  up: "↑",
  down: "↓",
  left: "←",
  right: "→",
  pageup: "PgUp",
  pagedown: "PgDn",
  space: "space",
};

/** A key as people read it: "↑" for `up`, "ctrl-s" for `ctrl+s`. */
export function keySign(name: string): string {
  return SIGNS[name] ?? name.replaceAll("+", "-");
}
