import type { BranchDiff, FileDiff } from "../../orchestrator/session.ts";
import { screenLine } from "../../text/screen.ts";
import { counted, grouped } from "./people.ts";

/** What happened to a file, in a word; empty where it was merely changed. */
export function changeWord({ change }: FileDiff): string {
  return change === "modified" ? "" : change === "added" ? "new" : change;
}

/** What is to be said of a file beside its lines. */
export function remarksOn(file: FileDiff): string[] {
  const { renamedFrom, change, added, deleted, hunks } = file;
  const isEmpty = added === 0 && deleted === 0 && (change === "added" || change === "deleted");
  return [
    ...(renamedFrom === null ? [] : [`${change} from ${screenLine(renamedFrom)}`]),
    ...modeRemarks(file),
    ...(added === null ? ["binary file: its content is not shown"] : []),
    ...(isEmpty ? ["an empty file"] : []),
    ...(change === "unmerged" ? ["a merge left it in conflict"] : []),
    ...(hunks.length === 0 && (added ?? 0) + (deleted ?? 0) > 0 ? ["too long to be shown"] : []),
  ];
}

const LINK = "120000";
const REPOSITORY = "160000";
const PROGRAM = "100755";

function modeRemarks({ modes: [before, after], change }: FileDiff): string[] {
  const now = after === LINK ? "a symbolic link" : after === REPOSITORY ? "a repository of its own" : null;
  if (change === "added") return now !== null ? [now] : after === PROGRAM ? ["may be run as a program"] : [];
  if (change === "deleted" || change === "unmerged" || before === after) return [];
  if (now !== null) return [`became ${now}`];
  if (before === LINK || before === REPOSITORY) return ["became an ordinary file"];
  return [after === PROGRAM ? "may be run as a program now" : "may not be run as a program any more"];
}

/** How many changed lines are not among the hunks; empty where none is missing. */
export function missingWords({ files, isCut }: BranchDiff): string[] {
  if (!isCut) return [];
  const all = files.reduce((sum, { added, deleted }) => sum + (added ?? 0) + (deleted ?? 0), 0);
  const shown = files.reduce(
    (sum, { hunks }) =>
      sum + hunks.reduce((part, { lines }) => part + lines.filter((line) => /^[+-]/.test(line)).length, 0),
    0,
  );
  return [`… ${counted(all - shown, "more changed line")}: the diff is too long to be shown whole`];
}

/** `+12 −3`, each where there is one. */
export function countsOf(
  added: number,
  deleted: number,
): { readonly added: string; readonly deleted: string } {
  return {
    added: added === 0 ? "" : `+${grouped(added)}`,
    deleted: deleted === 0 ? "" : `−${grouped(deleted)}`,
  };
}
