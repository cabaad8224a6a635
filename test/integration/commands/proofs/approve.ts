import type { Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: ["1"], ends: "done", says: /DONE/ },
    { args: [], ends: "done", says: /DONE/ },
    { args: ["77"], ends: "failed", says: /no workflow 77/ },
    { args: ["1", "2"], ends: "usage" },
    { args: ["2"], ends: "impossible", says: /PHASE_2/ },
    { args: ["1"], ends: "interrupted" },
  ],
};
