import { readdirSync, readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Workflow } from "../../source/workflow/state.ts";
import type { CallOptions, Finished } from "../support/command-line.ts";
import type { CrashPlace, CrashPlan, Kill } from "./plan.ts";
import type { Scene } from "./scene.ts";

const REVIEW = "name the owner of every table";

/** What somebody who finds the workflow like this types next; `null` when it has reached its end. */
function nextCall(workflow: Workflow | null, revisions: number): string[] | null {
  if (workflow === null) return ["new", "Add OAuth2 login with Google", "--wait", "gate"];
  switch (workflow.state) {
    case "IDLE":
      return ["advance"];
    case "GATE_1":
      if (workflow.planStale) return ["run", "--until", "gate"];
      return workflow.revisionsRequested < revisions ? ["reject", "-m", REVIEW] : ["approve"];
    case "DONE":
    case "CANCELLED":
      return null;
    default:
      return ["run", "--until", "gate"];
  }
}

/** A workflow that needs more calls than this, kills aside, does not get anywhere. */
const MOST_CALLS = 8;

/**
 * Takes one workflow from its sentence to DONE, killing the program as planned and calling it again as a person
 * would. Throws when a call that was not killed fails, or the end is never reached.
 */
export async function play(scene: Scene, plan: CrashPlan): Promise<void> {
  const kills = [...plan.kills];
  for (let calls = 0; calls < MOST_CALLS + plan.kills.length; calls += 1) {
    const args = nextCall(scene.workflow(), plan.revisions);
    if (args === null) return await finish(scene);
    const kill = kills.shift() ?? null;
    expectWell(args, kill === null ? await scene.program.run(args) : await callAndKill(scene, args, kill));
  }
  throw new Error(`the end is not reached: ${JSON.stringify(scene.workflow(), null, 1)}`);
}

/** Whatever was still owed at the end (a label, a receipt) is done by the next engine, which also tidies up. */
export async function finish(scene: Scene): Promise<void> {
  ageTemporaryFiles(scene.plans);
  const args = ["run", "--until", "done"];
  expectWell(args, await scene.program.run(args));
}

/** Those of killed processes are removed once they are old enough to belong to nobody. */
function ageTemporaryFiles(folder: string): void {
  const anHourAgo = Date.now() / 1000 - 3600;
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }))
    if (name.endsWith(".tmp")) utimesSync(join(folder, name), anHourAgo, anHourAgo);
}

/** Killed, done, or waiting for a person; anything else is an error of the program. */
function expectWell(args: readonly string[], { exitCode, signal, stderr, stdout }: Finished): void {
  if (signal === "SIGKILL" || exitCode === 0 || exitCode === 4) return;
  throw new Error(`orc-tui ${args.join(" ")} ended with ${exitCode ?? signal}: ${stdout}${stderr}`);
}

async function callAndKill(scene: Scene, args: readonly string[], kill: Kill): Promise<Finished> {
  if ("at" in kill) return await scene.program.run(args, { env: { ORC_TUI_TEST_CRASH_AT: kill.at } });
  const call = scene.program.start(args);
  const enough = new AbortController();
  const tooLate = delay(kill.afterMs, undefined, { signal: enough.signal }).then(
    () => call.kill("SIGKILL", { whole: kill.whole }),
    () => undefined,
  );
  const finished = await call.done;
  enough.abort();
  await tooLate;
  return finished;
}

/** Plays an undisturbed workflow and notes every place that it passes where it could be killed. */
export async function recordPlaces(scene: Scene, revisions: number): Promise<CrashPlace[]> {
  const places: CrashPlace[] = [];
  for (let call = 0; call < MOST_CALLS; call += 1) {
    const args = nextCall(scene.workflow(), revisions);
    if (args === null) {
      await finish(scene);
      return places;
    }
    const record = `${scene.root}/places-${call}`;
    const options: CallOptions = { env: { ORC_TUI_TEST_CHECKPOINTS: record } };
    expectWell(args, await scene.program.run(args, options));
    places.push(...numbered(readFileSync(record, "utf8")).map((at) => ({ call, at })));
  }
  throw new Error("an undisturbed workflow does not reach its end");
}

/** The lines, each with the number of its occurrence: `name#n`. */
function numbered(lines: string): string[] {
  const counts = new Map<string, number>();
  return lines
    .trimEnd()
    .split("\n")
    .map((name) => {
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return `${name}#${count}`;
    });
}
