import type { Repair } from "../orchestrator/repair.ts";
import { screenLine } from "../text/screen.ts";
import { type Command, EXIT } from "./command.ts";
import { workflowLine } from "./listing.ts";
import { placeOf } from "./place.ts";

export const command: Command = {
  usage: "<issue>",
  summary:
    "rebuild a workflow that cannot be read, from its files, its issue and git; never guesses an approval",
  examples: [
    { line: "repair 12 --dry-run", does: "what is there to rebuild it from" },
    { line: "repair 12", does: "rebuild it" },
  ],
  output: ["repair"],
  maxWords: 1,
  changes: true,
  options: { "dry-run": { type: "boolean", help: "only say what would be done" } },
  async run(call) {
    const { openPlace } = await import("../orchestrator/open-place.ts");
    const { carryOut, planRepair } = await import("../orchestrator/repair.ts");
    const { json, print, words } = call;
    const isDryRun = call.flags["dry-run"] === true;
    const place = await openPlace(placeOf(call));
    try {
      const now = new Date();
      const repair = await planRepair(place, words[0], now);
      if (repair !== null && !json) for (const line of linesOf(repair)) print.note(line);
      if (repair !== null && !isDryRun) carryOut(place, repair, now);
      if (json) print.json(asJson(repair, isDryRun));
      else print.result(repair === null ? "There is nothing to repair" : workflowLine(repair.workflow));
      return EXIT.done;
    } finally {
      place.tracker.close();
    }
  },
};

function linesOf({ findings, aside }: Repair): string[] {
  return [...findings, ...aside.map((path) => `Moved aside, not deleted: ${path}`)].map(screenLine);
}

function asJson(repair: Repair | null, isDryRun: boolean): object {
  const { findings = [], aside = [], workflow = null } = repair ?? {};
  return { repaired: repair !== null && !isDryRun, findings, aside, workflow };
}
