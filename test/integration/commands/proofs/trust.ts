import type { Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: [], ends: "done", says: /^Nothing to trust/ },
    {
      args: [],
      ends: "done",
      says: /npm ci|trusted/,
      given: ({ configure }) => configure({ setup: ["npm ci"] }),
    },
    { args: ["--cwd", "/nowhere"], ends: "failed", says: /does not exist/ },
    { args: ["everything"], ends: "usage" },
  ],
};
