import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { providerNamed } from "../../source/agents/providers/registry.ts";
import { eventually } from "../support/eventually.ts";
import type { Step } from "../support/model-services/plan.ts";
import type { RealAgent } from "./real-agent.ts";
import { Trial } from "./trial.ts";

/** Checks a real program; throws where it does not hold. Gives a few words on what it saw. */
export type Check = (agent: RealAgent) => Promise<string>;

/** What is asked of every agent, by name. */
export const checks: Readonly<Record<string, Check>> = {
  /** It writes the documents, and the workflow comes to its gate. */
  gate: (agent) =>
    during(agent, specification(agent), async (trial) => {
      const { exitCode, stderr } = await trial.start().done;
      assert.equal(exitCode, 4, stderr);
      const { state, runs } = trial.state();
      assert.equal(state, "GATE_1");
      const [run] = runs;
      assert.equal(run?.outcome, "succeeded", run?.reason ?? "");
      assert.ok(run.sessionId, "no session");
      const { costUsd, inputTokens, outputTokens } = run.usage;
      if (agent.tellsCost) assert.ok(costUsd > 0, "no cost");
      if (providerNamed(agent.provider).capabilities.usage)
        assert.ok(inputTokens > 0 && outputTokens > 0, "no tokens");
      for (const name of DOCUMENTS)
        assert.equal((await trial.onRemote(`.plans/1/specs/${name}`)).trim(), contentOf(name).trim());
      const log = trial.log(1, agent);
      for (const kind of ["text", "tool", "result"])
        assert.ok(
          log.some((line) => line.startsWith(`${kind}: `)),
          `no ${kind} in the log:\n${log.join("\n")}`,
        );
      assert.deepEqual(trial.processes(), []);
      return `session ${run.sessionId}, ${inputTokens}+${outputTokens} tokens, $${costUsd}`;
    }),

  /** A person asks for changes, and the next run goes on with the session of the first. */
  resume: (agent) =>
    during(agent, specification(agent), async (trial) => {
      assert.equal((await trial.start().done).exitCode, 4);
      assert.equal((await trial.cli.run(["reject", "1", "-m", "Say more about colours."])).exitCode, 0);
      const { exitCode, stderr } = await trial.cli.run(["run", "--until", "gate"]);
      assert.equal(exitCode, 4, stderr);
      const [first, second] = trial.state().runs;
      assert.equal(second?.outcome, "succeeded", second?.reason ?? "");
      if (!providerNamed(agent.provider).capabilities.resume) return "begins anew";
      assert.equal(second.sessionId, first?.sessionId);
      const costs = [first?.usage, second.usage].map((usage) => usage?.costUsd ?? 0);
      // What the session took before is not counted again.
      assert.ok(
        (costs[1] ?? 0) < 1.5 * (costs[0] ?? 0) || !agent.tellsCost,
        `it cost ${costs.join(", then ")}`,
      );
      return `session ${second.sessionId}, $${costs.join(", then $")}`;
    }),

  /** What a repository would have it run unasked does not run, with its files in the worktree. */
  traps: (agent) =>
    during(agent, specification(agent), async (trial) => {
      const sprung = trial.outside("sprung");
      const traps = agent.traps?.(`echo sprung >> '${sprung}'`) ?? {};
      if (Object.keys(traps).length === 0) return "none are known";
      await trial.commit(traps);
      assert.equal((await trial.start().done).exitCode, 4);
      for (const path of Object.keys(traps)) assert.ok(trial.fileInWorktree(path), `${path} is not there`);
      assert.ok(!existsSync(sprung), "a trap was sprung");
      return Object.keys(traps).join(", ");
    }),

  /** The service refuses: the run has failed, and says what to do. */
  refusal: (agent) =>
    during(
      agent,
      () => [{ refuse: 400 }],
      async (trial) => {
        const { exitCode, stderr } = await trial.start().done;
        assert.equal(exitCode, 1, stderr);
        const { state, runs, lastError } = trial.state();
        assert.deepEqual([state, runs.at(-1)?.outcome], ["PHASE_2", "failed"]);
        assert.match(lastError?.message ?? "", /refused by plan/);
        assert.ok((lastError?.remedy.length ?? 0) > 0, "no remedy");
        assert.deepEqual(trial.processes(), []);
        return lastError?.message ?? "";
      },
    ),

  /** It is stopped in the middle of a command, which ends with it. */
  stop: (agent) =>
    during(
      agent,
      (worktree) => [agent.shell(sleepIn(worktree))],
      async (trial) => {
        const waiting = trial.start();
        await eventually("the agent's command", () => trial.fileInWorktree(STARTED), 60_000);
        const begun = performance.now();
        const { exitCode, stderr } = await trial.cli.run(["stop", "1"]);
        const seconds = (performance.now() - begun) / 1000;
        assert.equal(exitCode, 0, stderr);
        assert.ok(seconds < LONGEST_STOP_SECONDS, `it took ${seconds} s`);
        assert.equal((await waiting.done).exitCode, 1);
        assert.deepEqual([trial.state().runs.at(-1)?.outcome, trial.processes()], ["stopped", []]);
        return `${seconds.toFixed(1)} s`;
      },
    ),
};

const LONGEST_STOP_SECONDS = 6.5;
const STARTED = ".plans/1/started";
const DOCUMENTS = ["requirements.md", "design.md", "tasks.md"];

function contentOf(name: string): string {
  return `# ${name}\n\nWhat is to be said of the dark mode.\n`;
}

/** Writes the three documents, one after the other. */
function specification(agent: RealAgent) {
  return (worktree: string): Step[] => [
    ...DOCUMENTS.map((name) => agent.write(join(worktree, ".plans/1/specs", name), contentOf(name))),
    { say: "The three documents are written." },
  ];
}

/** A command that would go on for long after everything that is tried here. */
function sleepIn(worktree: string): string {
  return `echo yes > ${join(worktree, STARTED)}; sleep 300`;
}

async function during(
  agent: RealAgent,
  plan: (worktree: string) => readonly Step[],
  check: (trial: Trial) => Promise<string>,
): Promise<string> {
  const trial = await Trial.begin(agent, plan);
  try {
    return await check(trial);
  } finally {
    await trial.end();
  }
}
