import type { Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: ["1"], ends: "done", says: /CANCELLED/ },
    { args: ["77"], ends: "failed", says: /no workflow 77/ },
    { args: [], ends: "usage", says: /Name one of/ },
    { args: ["3"], ends: "impossible", says: /DONE/ },
    { args: ["1"], ends: "interrupted" },
  ],
};
