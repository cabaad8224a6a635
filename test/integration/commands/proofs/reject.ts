import type { Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: ["1", "-m", "more detail"], ends: "done", says: /PHASE_2/, given: ({ agent }) => agent.hold() },
    { args: ["77", "-m", "more detail"], ends: "failed", says: /no workflow 77/ },
    { args: ["1"], ends: "usage", says: /reason/ },
    { args: ["1", "-m", " "], ends: "usage", says: /reason/ },
    { args: ["3", "-m", "more detail"], ends: "impossible", says: /DONE/ },
    { args: ["1", "-m", "more detail"], ends: "interrupted" },
  ],
};
