import type { Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: ["Add search"], ends: "done", says: /#4/ },
    { args: ["Add search", "--agent", "ghost"], ends: "failed", says: /no agent named/ },
    { args: ["--issue", "1"], ends: "failed", says: /has a workflow already/ },
    { args: [], ends: "usage", says: /description/ },
    { args: ["Add search", "--wait", "gate"], ends: "waiting", says: /GATE_1/ },
    { args: ["Add search"], ends: "interrupted" },
  ],
};
