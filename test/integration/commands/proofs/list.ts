import type { Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: [], ends: "done", says: /#1.*\n#2.*\n#3/ },
    { args: ["--cwd", "/nowhere"], ends: "failed", says: /does not exist/ },
    { args: ["1"], ends: "usage" },
  ],
};
