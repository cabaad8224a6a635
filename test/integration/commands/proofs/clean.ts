import { writeFileSync } from "node:fs";
import type { Project } from "../../project.ts";
import type { Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: ["3"], ends: "done", says: /Removed worktree/ },
    { args: ["--finished", "--dry-run"], ends: "done", says: /Would remove/ },
    { args: ["3"], ends: "failed", says: /notes\.txt/, given: leaveNotes },
    { args: ["--finished"], ends: "failed", says: /notes\.txt/, given: leaveNotes },
    { args: ["3", "--finished"], ends: "usage" },
    { args: ["1"], ends: "impossible", says: /GATE_1/ },
    { args: ["1", "3"], ends: "impossible", says: /"worktree": ".*-3-over"/ },
    { args: ["--finished"], ends: "interrupted" },
  ],
};

function leaveNotes({ repo }: Project): void {
  writeFileSync(`${repo}-3-over/notes.txt`, "mine");
}
