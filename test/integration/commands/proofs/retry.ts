import type { Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: ["2"], ends: "done", says: /PHASE_2/, given: ({ agent }) => agent.hold() },
    { args: ["77"], ends: "failed", says: /no workflow 77/ },
    { args: ["1", "2"], ends: "usage" },
    { args: ["1"], ends: "impossible", says: /GATE_1/ },
    { args: ["2"], ends: "interrupted" },
  ],
};
