import type { Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: ["1"], ends: "done", says: /agent done/ },
    { args: ["77"], ends: "failed", says: /no workflow 77/ },
    { args: ["1", "2"], ends: "usage" },
    { args: ["1"], ends: "interrupted" },
  ],
};
