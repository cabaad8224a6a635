import type { BranchDiff, FileDiff } from "../../source/orchestrator/session.ts";

export function fileDiff(path: string, change: Partial<FileDiff> = {}): FileDiff {
  const lines = (change.hunks ?? []).flatMap((hunk) => hunk.lines);
  const count = (sign: string) => lines.filter((line) => line.startsWith(sign)).length;
  return {
    path,
    renamedFrom: null,
    change: "modified",
    modes: ["100644", "100644"],
    added: count("+"),
    deleted: count("-"),
    hunks: [],
    ...change,
  };
}

export function branchDiffOf(files: readonly FileDiff[], change: Partial<BranchDiff> = {}): BranchDiff {
  return {
    start: "4e1f0c7b92a6d3581c0f7a6e9d84b25371f0ac68",
    files,
    uncommitted: [],
    committedOnly: false,
    isCut: false,
    ...change,
  };
}

/** What an agent's specification and a first try of its code look like. */
export function sampleDiff(): BranchDiff {
  const specification = [
    "+# Sign in with Google",
    "+",
    "+Customers can sign in with their Google account. An account that exists already **with the same verified address** is linked, never doubled.",
    "+",
    "+## What counts",
    "+",
    "+- `state` survives the redirect without a store on the server",
    "+- a customer who declines comes back to where they were",
  ];
  const session = [
    ' import { sign, verify } from "./cookies.ts";',
    " ",
    "-/** How long a session lasts, in days. */",
    "-const DAYS = 14;",
    "+/**",
    "+ * How long a session lasts, in days: as long as Google's",
    "+ * own, or people are asked twice.",
    "+ */",
    "+const DAYS = 30;",
    '+const ISSUER = "https://accounts.google.com";',
    " ",
    " export function openSession(user: User): Cookie {",
  ];
  const check = [
    " export function check(cookie: string | null): Session | null {",
    "-  if (!cookie) return null;",
    "+  if (cookie === null || cookie.length > 4_096) return null; // larger than any browser sends",
    "   return verify(cookie);",
    " }",
  ];
  return branchDiffOf(
    [
      fileDiff(".plans/12/specs/requirements.md", {
        change: "added",
        modes: ["000000", "100644"],
        hunks: [{ oldStart: 0, newStart: 1, heading: "", lines: specification }],
      }),
      fileDiff("assets/google-logo.png", {
        change: "added",
        modes: ["000000", "100644"],
        added: null,
        deleted: null,
      }),
      fileDiff("scripts/rotate-keys.sh", { modes: ["100644", "100755"] }),
      fileDiff("source/authentication/session.ts", {
        renamedFrom: "source/auth/session.ts",
        change: "renamed",
        hunks: [
          { oldStart: 1, newStart: 1, heading: "", lines: session },
          { oldStart: 118, newStart: 122, heading: "export class Sessions {", lines: check },
        ],
      }),
      fileDiff("source/auth/legacy-providers.ts", {
        change: "deleted",
        modes: ["100644", "000000"],
        hunks: [
          {
            oldStart: 1,
            newStart: 0,
            heading: "",
            lines: ["-export const providers = [];", "\\ No newline at end of file"],
          },
        ],
      }),
    ],
    { uncommitted: ["source/authentication/session.ts"] },
  );
}
