import type { Proof } from "../proof.ts";

export const proof: Proof = {
  tries: [
    { args: ["bash"], ends: "done", says: /complete -F/ },
    { args: ["zsh"], ends: "done", says: /#compdef/ },
    { args: ["fish"], ends: "done", says: /complete -c/ },
    { args: ["tcsh"], ends: "usage" },
  ],
  outside: "done",
  unset: "done",
};
