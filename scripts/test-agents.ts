/**
 * Tries the real program of every agent that is on the PATH, with a stand-in for its model's service on this machine:
 * no account, no cost, no network. What is tried is in test/real-agents.
 *
 *   node scripts/test-agents.ts [<provider>…]
 */
import "../test/support/environment.ts";
import { findExecutable } from "../source/agents/providers/executable.ts";
import { realAgents } from "../test/real-agents/agents.ts";
import { checks } from "../test/real-agents/checks.ts";

const wanted = process.argv.slice(2);
const chosen = realAgents.filter(({ provider }) => wanted.length === 0 || wanted.includes(provider));
let failed = false;

for (const agent of chosen) {
  if (findExecutable(agent.program, "/") === null) {
    say(`-  ${agent.provider}: ${agent.program} is not on the PATH`);
    continue;
  }
  for (const [name, check] of Object.entries(checks)) {
    const begun = performance.now();
    try {
      const seen = await check(agent);
      say(`ok ${agent.provider} ${name} (${secondsSince(begun)} s): ${seen}`);
    } catch (error) {
      failed = true;
      say(
        `NO ${agent.provider} ${name} (${secondsSince(begun)} s): ${error instanceof Error ? error.message : error}`,
      );
    }
  }
}
if (chosen.length === 0) say(`there is none of these: ${wanted.join(", ")}`);
process.exitCode = failed || chosen.length === 0 ? 1 : 0;

function secondsSince(begun: number): string {
  return ((performance.now() - begun) / 1000).toFixed(1);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
