import type { Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: ["2"], ends: "done" },
    { args: ["77"], ends: "failed", says: /no workflow 77/ },
    { args: ["1", "2"], ends: "usage" },
    { args: ["3"], ends: "impossible", says: /DONE/ },
    { args: ["2"], ends: "interrupted" },
  ],
};
