import type { Dashboard } from "../dashboard.ts";
import { emptyBuffer } from "../editor/text-buffer.ts";
import type { FuzzySearch, PaletteOverlay } from "../overlays/overlay.ts";
import { found, type PaletteEntry } from "../overlays/palette-entries.ts";
import { rowsForEntries } from "../overlays/palette-size.ts";
import type { Command } from "./command.ts";
import { reveal } from "./list-commands.ts";
import { toast } from "./toasts.ts";

/** So many are remembered as used lately. */
const REMEMBERED = 12;

let search: Promise<FuzzySearch> | undefined;

/** Loaded when the palette is first opened: the first frame does without. */
function fuzzySearch(): Promise<FuzzySearch> {
  search ??= import("fuzzysort").then(({ default: fuzzysort }) => fuzzysort);
  return search;
}

function paletteOf({ screen }: Dashboard): PaletteOverlay | null {
  const { overlay } = screen.getState();
  return overlay?.kind === "palette" ? overlay : null;
}

function open(dashboard: Dashboard): void {
  const { screen } = dashboard;
  screen.setState({ overlay: { kind: "palette", query: emptyBuffer, chosen: 0, fuzzy: null } });
  void fuzzySearch().then((fuzzy) => {
    const overlay = paletteOf(dashboard);
    if (overlay !== null) screen.setState({ overlay: { ...overlay, fuzzy } });
  });
}

function move(dashboard: Dashboard, by: number): void {
  const overlay = paletteOf(dashboard);
  if (overlay === null) return;
  const last = found(dashboard, overlay).length - 1;
  const chosen = Math.max(0, Math.min(last, overlay.chosen + by));
  dashboard.screen.setState({ overlay: { ...overlay, chosen } });
}

/** What was typed at once, with the enter behind it, waits for the search. */
function take(dashboard: Dashboard): void {
  void fuzzySearch().then(() => {
    const overlay = paletteOf(dashboard);
    const entry = overlay === null ? undefined : found(dashboard, overlay)[overlay.chosen];
    if (entry !== undefined) run(dashboard, entry);
  });
}

function run(dashboard: Dashboard, { key, label, reason, does }: PaletteEntry): void {
  if (reason !== null) {
    toast(dashboard, "refused", `${label}: ${reason}`);
    return;
  }
  dashboard.screen.setState(({ recent }) => ({
    overlay: null,
    recent: [key, ...recent.filter((other) => other !== key)].slice(0, REMEMBERED),
  }));
  if ("command" in does) does.command.run(dashboard);
  else reveal(dashboard, does.workflow);
}

export const paletteCommands: readonly Command[] = [
  {
    id: "screen.palette",
    scope: "global",
    keys: [":"],
    label: "commands",
    description: "find a command or a workflow by its name",
    footer: 80,
    run: open,
  },
  {
    id: "palette.take",
    scope: "palette",
    keys: ["enter"],
    label: "do it",
    description: "do it, or go to the workflow",
    footer: 2,
    run: take,
  },
  {
    id: "palette.down",
    scope: "palette",
    keys: ["down", "ctrl+n", "tab"],
    label: "next",
    description: "next one",
    footer: 1,
    run: (dashboard) => move(dashboard, 1),
  },
  {
    id: "palette.up",
    scope: "palette",
    keys: ["up", "ctrl+p", "shift+tab"],
    label: "up",
    description: "the one before",
    run: (dashboard) => move(dashboard, -1),
  },
  {
    id: "palette.page-down",
    scope: "palette",
    keys: ["pagedown"],
    label: "page down",
    description: "a page down",
    run: (dashboard) => move(dashboard, rowsForEntries(dashboard.size())),
  },
  {
    id: "palette.page-up",
    scope: "palette",
    keys: ["pageup"],
    label: "page up",
    description: "a page up",
    run: (dashboard) => move(dashboard, -rowsForEntries(dashboard.size())),
  },
  {
    id: "palette.close",
    scope: "palette",
    keys: ["esc"],
    label: "close",
    description: "close",
    footer: 3,
    run: ({ screen }) => screen.setState({ overlay: null }),
  },
];
