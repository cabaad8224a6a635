import type { Command } from "./command.ts";
import { leave } from "./spec-commands.ts";

export const screenCommands: readonly Command[] = [
  {
    id: "screen.trust",
    scope: "global",
    keys: ["T"],
    label: "trust",
    description: "commands that wait for your trust",
    footer: 15,
    whyNot: ({ session }) =>
      session.status.getState().untrusted.length > 0 ? null : "no command waits for your trust",
    run: ({ screen }) => screen.setState({ overlay: { kind: "trust", top: 0 } }),
  },
  {
    id: "screen.help",
    scope: "global",
    keys: ["?"],
    label: "help",
    description: "all keys",
    footer: 90,
    run: ({ screen }) => screen.setState({ overlay: { kind: "help", top: 0 } }),
  },
  {
    id: "screen.quit",
    scope: "global",
    keys: ["q"],
    label: "quit",
    description: "quit; agents go on",
    footer: 95,
    run: leave,
  },
  {
    id: "screen.interrupt",
    scope: "always",
    keys: ["ctrl+c"],
    label: "quit",
    description: "quit from anywhere; agents go on",
    run: leave,
  },
];
