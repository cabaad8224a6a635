import type { Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: ["1"], ends: "done", says: /\/acme\/widgets\/issues\/1/, onGitHub: true },
    { args: ["1"], ends: "failed", says: /no page on the web/ },
    { args: ["1", "2"], ends: "usage" },
  ],
};
