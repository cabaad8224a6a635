import { describeError } from "../../workflow/errors.ts";
import type { Dashboard } from "../dashboard.ts";
import { cleanFrame } from "../overlays/clean-lines.ts";
import type { CleanOutcome, CleanOverlay } from "../overlays/overlay.ts";
import { cleanedWords, cleanSummary, whyNotCleaned } from "../wording/clean.ts";
import type { Command } from "./command.ts";
import { toast } from "./toasts.ts";

export function openClean({ screen }: Dashboard, ids: readonly string[]): void {
  screen.setState({ overlay: { kind: "clean", ids, outcomes: null, top: 0 } });
}

function cleanOf({ screen }: Dashboard): CleanOverlay | null {
  const { overlay } = screen.getState();
  return overlay?.kind === "clean" ? overlay : null;
}

/** One after the other: each is told of as it is done, and what is kept keeps nothing else from going. */
async function clean(dashboard: Dashboard, { ids }: CleanOverlay): Promise<void> {
  const { screen, session } = dashboard;
  const outcomes: Record<string, CleanOutcome> = {};
  const show = () => {
    const overlay = cleanOf(dashboard);
    if (overlay !== null) screen.setState({ overlay: { ...overlay, outcomes: { ...outcomes } } });
  };
  show();
  for (const id of ids) {
    outcomes[id] = await outcomeOf(dashboard, id);
    show();
  }
  const cleaned = ids.filter((id) => outcomes[id]?.isDone === true);
  screen.setState(({ list }) => {
    const marked = new Set(list.marked);
    for (const id of cleaned) marked.delete(id);
    return { list: { ...list, marked } };
  });
  if (cleanOf(dashboard) === null) {
    const kept = ids.filter((id) => !cleaned.includes(id));
    const reason = outcomes[kept[0] ?? ""]?.words ?? "";
    toast(
      dashboard,
      kept.length === 0 ? "done" : "failed",
      cleanSummary(cleaned.length, kept.length),
      reason,
    );
  }
  session.store.refresh();
}

async function outcomeOf({ session }: Dashboard, id: string): Promise<CleanOutcome> {
  const workflow = session.store.getState().workflows[id];
  const reason = workflow === undefined ? "it is gone" : whyNotCleaned(workflow);
  if (reason !== null) return { isDone: false, words: reason };
  try {
    return {
      isDone: true,
      words: cleanedWords(await session.intents.clean(id, { force: false, deleteBranch: false })),
    };
  } catch (error) {
    return { isDone: false, words: describeError(error).message };
  }
}

function maxTopOf({ session, size }: Dashboard, overlay: CleanOverlay): number {
  return cleanFrame(overlay, session.store.getState().workflows, size()).maxTop;
}

function whyNoScroll(dashboard: Dashboard): string | null {
  const overlay = cleanOf(dashboard);
  return overlay === null || maxTopOf(dashboard, overlay) === 0 ? "all of it is in sight" : null;
}

function scroll(dashboard: Dashboard, by: number): void {
  const overlay = cleanOf(dashboard);
  if (overlay === null) return;
  const maxTop = maxTopOf(dashboard, overlay);
  const top = Math.min(maxTop, Math.max(0, Math.min(maxTop, overlay.top) + by));
  dashboard.screen.setState({ overlay: { ...overlay, top } });
}

export const cleanCommands: readonly Command[] = [
  {
    id: "clean.yes",
    scope: "clean",
    keys: ["y"],
    label: "clean up",
    description: "remove the worktrees",
    footer: 2,
    whyNot: (dashboard) => (cleanOf(dashboard)?.outcomes === null ? null : "it has been done"),
    run: (dashboard) => {
      const overlay = cleanOf(dashboard);
      if (overlay !== null) void clean(dashboard, overlay);
    },
  },
  {
    id: "clean.close",
    scope: "clean",
    keys: ["esc", "n", "q", "enter"],
    label: "close",
    description: "leave them, or close what was told",
    footer: 3,
    run: ({ screen }) => screen.setState({ overlay: null }),
  },
  {
    id: "clean.down",
    scope: "clean",
    keys: ["j", "down", "space", "pagedown"],
    label: "scroll",
    description: "scroll down",
    footer: 1,
    whyNot: whyNoScroll,
    run: (dashboard) => scroll(dashboard, 1),
  },
  {
    id: "clean.up",
    scope: "clean",
    keys: ["k", "up", "pageup"],
    label: "up",
    description: "scroll up",
    whyNot: whyNoScroll,
    run: (dashboard) => scroll(dashboard, -1),
  },
];
