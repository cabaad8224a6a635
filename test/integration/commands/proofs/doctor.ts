import type { Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: [], ends: "done", says: /✓ git/ },
    { args: ["--cwd", "/"], ends: "failed", says: /"what": "repository",\s*"verdict": "problem"/ },
    { args: ["now"], ends: "usage" },
  ],
};
