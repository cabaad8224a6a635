/** `npm run bench`: what the dashboard costs, beside a bare one in Ink and an empty Node. It reports, it never fails. */
import { parseArgs } from "node:util";
import { atRest } from "./at-rest.ts";
import { crowd } from "./crowd.ts";
import { type Figure, table } from "./figure.ts";
import { firstFrame } from "./first-frame.ts";
import { flood, millionLines } from "./flood.ts";
import { github } from "./github.ts";
import { installed } from "./installed.ts";
import { journal } from "./journal.ts";
import { longRun } from "./long-run.ts";
import { manyAgents } from "./many-agents.ts";
import { openStage, type Stage } from "./stage.ts";

const WORKFLOWS = 6;
let repository: string | undefined;

const { values: flags } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    only: { type: "string", multiple: true },
  },
});

const MEASUREMENTS: Readonly<Record<string, (stage: Stage) => Promise<Figure[]>>> = {
  start: async (stage) => firstFrame(stage, await repositoryOf(stage)),
  installed: async (stage) => installed(stage, await repositoryOf(stage)),
  rest: async (stage) => atRest(stage, await repositoryOf(stage)),
  "flood-1000": (stage) => flood(stage, 1_000),
  "flood-10000": (stage) => flood(stage, 10_000),
  "agents-20": manyAgents,
  crowd,
  million: millionLines,
  "long-run": longRun,
  journal,
  github,
};

const names = flags.only ?? Object.keys(MEASUREMENTS);
const stage = await openStage(flags.quick);
const figures: Figure[] = [];
try {
  for (const name of names) {
    const measure = MEASUREMENTS[name];
    if (measure === undefined)
      throw new RangeError(
        `there is no measurement ${name}; there are: ${Object.keys(MEASUREMENTS).join(", ")}`,
      );
    process.stderr.write(`${name} …\n`);
    figures.push(...(await measure(stage)));
  }
} finally {
  stage.remove();
}
process.stdout.write(`${flags.json ? JSON.stringify(figures, null, 2) : table(figures)}\n`);

/** A repository with several workflows, at the gate and done. */
async function repositoryOf(stage: Stage): Promise<string> {
  if (repository !== undefined) return repository;
  repository = stage.createRepository("several", "write");
  for (let number = 1; number <= WORKFLOWS; number += 1) {
    await stage.orcTui(repository, "new", `Feature ${number} of several`, "--wait", "gate");
    if (number % 2 === 0) await stage.orcTui(repository, "approve", String(number));
  }
  return repository;
}
