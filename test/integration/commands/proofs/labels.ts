import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "../../project.ts";
import { INTERRUPTED_AT_ONCE, type Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: ["1"], ends: "done" },
    { args: ["77"], ends: "failed", says: /no workflow 77/ },
    { args: [], ends: "usage", says: /Name one of/ },
    { args: [], ends: "impossible", says: /no issue yet/, given: beginWithoutIssue, more: idOfDraft },
    { args: ["1"], ends: "interrupted" },
  ],
};

async function beginWithoutIssue({ cli, plans }: Project): Promise<void> {
  rmSync(join(plans, "tracker"), { recursive: true });
  writeFileSync(join(plans, "tracker"), "in its place");
  await cli.run(["new", "Add search"], { env: INTERRUPTED_AT_ONCE });
}

function idOfDraft({ plans }: Project): string[] {
  return readdirSync(join(plans, "drafts"));
}
