import type { Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: ["1"], ends: "done", says: /\/acme\/widgets\/pull\//, onGitHub: true },
    { args: ["1"], ends: "failed", says: /no pull requests/ },
    { args: ["1", "2"], ends: "usage" },
    { args: ["2"], ends: "impossible", says: /CANCELLED/, given: ({ cli }) => cli.run(["cancel", "2"]) },
  ],
};
