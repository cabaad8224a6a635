import { type Dashboard, type DiffMoves, selectedWorkflow } from "../dashboard.ts";
import type { Command } from "./command.ts";
import { page } from "./hand-overs.ts";
import { whyNone, withSelected } from "./selected.ts";
import { toast } from "./toasts.ts";

function whyNoDiff(dashboard: Dashboard): string | null {
  const workflow = selectedWorkflow(dashboard);
  if (workflow === null) return whyNone(dashboard);
  if (workflow.worktreePath === null) return "there is no branch yet";
  const diff = dashboard.session.diffs.getState()[workflow.id]?.diff ?? null;
  if (diff === null) return "the changes have not been read yet";
  return diff.files.length === 0 ? "nothing differs" : null;
}

/** Leaps, or says that there is nothing farther in that direction. */
function leap(move: (moves: DiffMoves) => boolean, nothing: string): (dashboard: Dashboard) => void {
  return (dashboard) => {
    const { current } = dashboard.diffing;
    if (current !== null && !move(current)) toast(dashboard, "refused", nothing);
  };
}

/** The keys of the diff, which count when the detail has the focus and shows it. */
export const diffCommands: readonly Command[] = [
  {
    id: "diff.next-file",
    scope: "diff",
    keys: ["]"],
    label: "next file",
    description: "next file",
    footer: 51,
    whyNot: whyNoDiff,
    run: leap((moves) => moves.file(1), "This is the last file"),
  },
  {
    id: "diff.previous-file",
    scope: "diff",
    keys: ["["],
    label: "file before",
    description: "start of the file, then the file before",
    whyNot: whyNoDiff,
    run: leap((moves) => moves.file(-1), "This is the first file"),
  },
  {
    id: "diff.next-hunk",
    scope: "diff",
    keys: ["}", "J"],
    label: "next change",
    description: "next stretch of changes",
    footer: 52,
    whyNot: whyNoDiff,
    run: leap((moves) => moves.hunk(1), "There are no changes after these"),
  },
  {
    id: "diff.previous-hunk",
    scope: "diff",
    keys: ["{", "K"],
    label: "change before",
    description: "stretch of changes before",
    whyNot: whyNoDiff,
    run: leap((moves) => moves.hunk(-1), "There are no changes before these"),
  },
  {
    id: "diff.fold",
    scope: "diff",
    keys: ["f"],
    label: "fold file",
    description: "fold or unfold the file",
    footer: 53,
    whyNot: whyNoDiff,
    run: ({ diffing }) => diffing.current?.fold(),
  },
  {
    id: "diff.fold-all",
    scope: "diff",
    keys: ["F"],
    label: "fold all",
    description: "fold or unfold all files",
    footer: 54,
    whyNot: whyNoDiff,
    run: ({ diffing }) => diffing.current?.foldAll(),
  },
  {
    id: "diff.pager",
    scope: "diff",
    keys: ["p"],
    label: "pager",
    description: "the diff in your pager (PAGER, or less)",
    footer: 64,
    whyNot: whyNoDiff,
    run: withSelected((dashboard, workflow) => page(dashboard, workflow, "diff")),
  },
];
