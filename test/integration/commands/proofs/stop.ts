import type { Project } from "../../project.ts";
import type { Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: ["2"], ends: "done", given: atWork },
    { args: ["77"], ends: "failed", says: /no workflow 77/ },
    { args: ["1", "2"], ends: "usage" },
    { args: ["1"], ends: "impossible", says: /GATE_1/ },
    { args: ["2"], ends: "interrupted", given: atWork },
  ],
};

function atWork({ agent, cli }: Project): Promise<unknown> {
  agent.hold();
  return cli.run(["retry", "2"]);
}
