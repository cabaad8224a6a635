/**
 * Kills with SIGKILL, and looks whether the end is still the one that there must be (test/crash). Two parts:
 *
 *   engine  whole workflows whose engine is killed at every named place between two effects and at random moments,
 *           and called again until the end
 *   agents  agent runs whose dashboard, engine, supervisor or agent is killed at a random moment
 *
 *   --part <name>  only this part
 *   --seed <n>     the random moments of an earlier test
 *   --random <n>   how many runs of the engine with random kills (40)
 *   --agents <n>   how many agent runs (100)
 *   --only <n>     one run of the part, by its number
 */
import "../test/support/environment.ts";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { planAgentRuns } from "../test/crash/agents/agent-runs.ts";
import type { CrashResult, CrashRun } from "../test/crash/crash-run.ts";
import { findPlaces, planRuns } from "../test/crash/crash-runs.ts";

const AT_ONCE = 2;
const TELL_EVERY = 10;

const { values } = parseArgs({
  options: {
    part: { type: "string" },
    seed: { type: "string" },
    random: { type: "string" },
    agents: { type: "string" },
    only: { type: "string" },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));

// A copy of its own: somebody may build while this runs.
const copy = mkdtempSync(join(tmpdir(), "orc-crash-"));
for (const name of ["bin", "dist", "package.json"])
  cpSync(join(import.meta.dirname, "..", name), join(copy, name), { recursive: true });
process.on("exit", () => rmSync(copy, { recursive: true, force: true }));
const program = join(copy, "bin/orc-tui.js");

const PARTS: Readonly<Record<string, () => Promise<CrashRun[]>>> = {
  async engine() {
    const places = await findPlaces(program);
    return planRuns(places, { seed, randomRuns: Number(values.random ?? 40), program });
  },
  async agents() {
    return planAgentRuns({ seed, count: Number(values.agents ?? 100), program });
  },
};

const chosen = Object.entries(PARTS).filter(([name]) => values.part === undefined || values.part === name);
if (chosen.length === 0) throw new Error(`--part takes ${Object.keys(PARTS).join(" or ")}`);
let allPassed = true;
for (const [name, plan] of chosen) allPassed = (await runPart(name, await plan())) && allPassed;
process.exitCode = allPassed ? 0 : 1;

/** @returns whether there were runs, and all came to the right end */
async function runPart(part: string, planned: readonly CrashRun[]): Promise<boolean> {
  const runs =
    values.only === undefined ? planned : planned.filter((run) => String(run.number) === values.only);
  say(`${part}, seed ${seed}: ${runs.length} runs`);
  const started = performance.now();
  const queue = [...runs];
  const figures = new Map<string, number>();
  let done = 0;
  let failed = 0;
  const work = async () => {
    for (let run = queue.shift(); run !== undefined; run = queue.shift()) {
      const result = await run.crash();
      done += 1;
      if (result.problems.length > 0) {
        failed += 1;
        tellFailure(part, run, result);
      }
      for (const [name, count] of Object.entries(result.figures ?? {}))
        figures.set(name, (figures.get(name) ?? 0) + count);
      const seconds = Math.round((performance.now() - started) / 1000);
      if (done % TELL_EVERY === 0) say(`${done} of ${runs.length} runs, ${failed} failed, ${seconds} s`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  for (const [name, count] of figures) say(`  ${name}: ${count}`);
  say(`${part}, seed ${seed}: ${done - failed} passed, ${failed} failed`);
  return done > 0 && failed === 0;
}

function tellFailure(part: string, { number, title }: CrashRun, { problems, folder }: CrashResult): void {
  say(`run ${number} failed (${title}); repeat: --part ${part} --seed ${seed} --only ${number}`);
  for (const problem of problems) say(`  ${problem}`);
  say(`  kept: ${folder}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
