import type { Project } from "../../project.ts";
import type { Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: ["--until", "done"], ends: "done", given: decideAll },
    { args: ["--until", "gate"], ends: "failed", says: /"issueNumber":2,.*"state":"PHASE_2"/ },
    { args: ["--once", "now"], ends: "usage" },
    { args: ["--until", "lunch"], ends: "usage", says: /gate or done/ },
    { args: ["--until", "gate"], ends: "waiting", given: ({ cli }) => cli.run(["cancel", "2"]) },
    { args: [], ends: "interrupted" },
  ],
};

async function decideAll({ cli }: Project): Promise<void> {
  await cli.run(["cancel", "2"]);
  await cli.run(["approve", "1"]);
}
