import type { Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: ["1"], ends: "done", says: /GATE_1/ },
    { args: ["77"], ends: "failed", says: /no workflow 77/ },
    { args: [], ends: "usage", says: /Name one of: 1, 2, 3/ },
  ],
};
