import type { Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: ["1", "Looks good"], ends: "done", says: /#1/ },
    { args: ["77", "Looks good"], ends: "failed", says: /no workflow 77/ },
    { args: ["1"], ends: "usage", says: /text is missing/ },
  ],
};
