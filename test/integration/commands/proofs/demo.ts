import type { Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: [], ends: "done", says: /GATE_1 → DONE/ },
    { args: [], ends: "failed", says: /told to fail/, env: { ORC_DEMO_BEHAVIOUR: "fail" } },
    { args: ["now"], ends: "usage" },
    { args: [], ends: "interrupted" },
  ],
  outside: "done",
  unset: "done",
};
