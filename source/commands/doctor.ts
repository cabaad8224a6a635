import type { Finding } from "../orchestrator/session.ts";
import { screenLine } from "../text/screen.ts";
import { type Command, EXIT } from "./command.ts";

const SIGNS = { ok: "✓", warning: "!", problem: "✗" } as const;

export const command: Command = {
  usage: "",
  summary: "look whether all is there: tracker, login, permissions, agents and their sandboxes",
  maxWords: 0,
  changes: false,
  async run({ openSession, print, json }) {
    const session = await openSession(false);
    try {
      const findings = await session.diagnose();
      if (json) print.json(findings);
      else print.result(findings.flatMap(linesOf).join("\n"));
      return findings.some(({ verdict }) => verdict === "problem") ? EXIT.failed : EXIT.done;
    } finally {
      await session.close();
    }
  },
};

function linesOf({ what, verdict, message, remedy }: Finding): string[] {
  const line = `${SIGNS[verdict]} ${what}: ${screenLine(message)}`;
  return remedy === "" ? [line] : [line, `  ${screenLine(remedy)}`];
}
