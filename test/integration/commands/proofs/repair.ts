import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "../../project.ts";
import type { Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: ["1"], ends: "done", says: /nothing to repair/ },
    { args: ["1"], ends: "done", says: /GATE_1/, given: damage },
    { args: ["77"], ends: "failed", says: /no issue 77/ },
    { args: ["1", "2"], ends: "usage" },
  ],
};

function damage({ plans }: Project): void {
  for (const name of ["journal.ndjson", "state.json"]) writeFileSync(join(plans, "1", name), "damage\n");
}
