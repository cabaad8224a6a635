/**
 * Runs whole workflows whose engine is killed with SIGKILL, at every named place between two effects and at
 * random moments, and calls it again until the end, which must always be the same one (test/crash).
 *
 *   --seed <n>    the random moments of an earlier test
 *   --random <n>  how many runs with random kills (40)
 *   --only <n>    one run of an earlier test, by its number
 */
import "../test/support/environment.ts";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type CrashResult, crashRun, findPlaces, planRuns } from "../test/crash/crash-runs.ts";
import { describePlan } from "../test/crash/plan.ts";

const AT_ONCE = 2;
const TELL_EVERY = 10;

const { values } = parseArgs({
  options: { seed: { type: "string" }, random: { type: "string" }, only: { type: "string" } },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
const randomRuns = Number(values.random ?? 40);

// A copy of its own: somebody may build while this runs.
const copy = mkdtempSync(join(tmpdir(), "orc-crash-"));
for (const name of ["bin", "dist", "package.json"])
  cpSync(join(import.meta.dirname, "..", name), join(copy, name), { recursive: true });
process.on("exit", () => rmSync(copy, { recursive: true, force: true }));
const program = join(copy, "bin/orc-tui.js");

const started = performance.now();
const places = await findPlaces(program);
const planned = planRuns(places, seed, randomRuns);
const runs =
  values.only === undefined ? planned : planned.filter((run) => String(run.number) === values.only);
say(`seed ${seed}: ${runs.length} runs, killed at ${places.length} places and at random`);

const results: CrashResult[] = [];
const queue = [...runs];
await Promise.all(Array.from({ length: AT_ONCE }, work));

const failed = results.filter((result) => result.problems.length > 0);
say(`seed ${seed}: ${results.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 && results.length > 0 ? 0 : 1;

async function work(): Promise<void> {
  for (let run = queue.shift(); run !== undefined; run = queue.shift()) {
    const result = await crashRun(run, program);
    results.push(result);
    if (result.problems.length > 0) tellFailure(result);
    if (results.length % TELL_EVERY === 0) tellProgress();
  }
}

function tellProgress(): void {
  const bad = results.filter((result) => result.problems.length > 0).length;
  const seconds = Math.round((performance.now() - started) / 1000);
  say(`${results.length} of ${runs.length} runs, ${bad} failed, ${seconds} s`);
}

function tellFailure({ number, plan, problems, folder }: CrashResult): void {
  say(`run ${number} failed (${describePlan(plan)}); repeat: --seed ${seed} --only ${number}`);
  for (const problem of problems) say(`  ${problem}`);
  say(`  kept: ${folder}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
