import type { BranchDiff } from "../git/diff.ts";
import type { FileDiff, Hunk } from "../git/patch.ts";

/** A diff as a text of its own, as people know it from git. */
export function patchText({ files, isCut }: BranchDiff): string {
  const end = isCut ? ["… the rest is too long to be shown"] : [];
  return `${[...files.flatMap(fileLines), ...end].join("\n")}\n`;
}

function fileLines({ path, renamedFrom, change, modes, added, hunks }: FileDiff): string[] {
  const [before, after] = modes;
  const isNew = change === "added";
  return [
    `diff --git a/${renamedFrom ?? path} b/${path}`,
    ...(isNew ? [`new file mode ${after}`] : change === "deleted" ? [`deleted file mode ${before}`] : []),
    ...(isNew || change === "deleted" || before === after ? [] : [`old mode ${before}`, `new mode ${after}`]),
    ...(renamedFrom === null ? [] : [`${change === "copied" ? "copy" : "rename"} from ${renamedFrom}`]),
    ...(added === null ? ["Binary files differ"] : []),
    ...hunks.flatMap(hunkLines),
  ];
}

function hunkLines({ oldStart, newStart, heading, lines }: Hunk): string[] {
  const count = (sign: string) =>
    lines.filter((line) => line.startsWith(" ") || line.startsWith(sign)).length;
  const place = `-${oldStart},${count("-")} +${newStart},${count("+")}`;
  return [`@@ ${place} @@ ${heading}`.trimEnd(), ...lines];
}
