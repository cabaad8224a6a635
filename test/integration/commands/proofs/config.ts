import type { Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: ["get"], ends: "done", says: /maxAgents = 4 {2}\(default\)/ },
    { args: ["get", "maxAgents"], ends: "done" },
    { args: ["set", "maxAgents", "2"], ends: "done", says: /maxAgents = 2/ },
    { args: ["path"], ends: "done" },
    { args: ["set", "maxAgents", "two"], ends: "failed", says: /a whole number from 1 to 64/ },
    { args: ["get", "nothing"], ends: "usage", says: /no setting/ },
    { args: ["get", "agents.nobody.model"], ends: "usage", says: /no setting.*agents\.duc/s },
    { args: ["list"], ends: "usage" },
  ],
  outside: "done",
};
