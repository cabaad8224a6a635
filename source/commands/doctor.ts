import type { Check } from "../orchestrator/doctor/check.ts";
import type { Finding } from "../orchestrator/session.ts";
import { screenLine } from "../text/screen.ts";
import { describeError } from "../workflow/errors.ts";
import { type Command, type CommandCall, EXIT } from "./command.ts";
import { placeOf } from "./place.ts";

const SIGNS = { ok: "✓", warning: "!", problem: "✗" } as const;

export const command: Command = {
  usage: "",
  summary: "look whether all is well: machine, repository, tracker, permissions, agents, locks, runs",
  examples: [
    { line: "doctor", does: "what is missing, and how to mend it" },
    { line: "doctor --fix", does: "mend what is safe" },
  ],
  output: ["findings"],
  maxWords: 0,
  changes: (_words, flags) => flags.fix === true,
  options: {
    fix: {
      type: "boolean",
      help: "mend what is safe: labels, stale locks, lost and orphaned runs, leftovers",
    },
  },
  async run(call) {
    const { examine } = await import("../orchestrator/doctor/examine.ts");
    const { json, print, flags } = call;
    const terminal = terminalOf(call);
    const examination = { place: placeOf(call), terminal, diagnose: () => diagnose(call) };
    const findings = await examine(examination, async (checks) =>
      flags.fix === true ? mendAll(checks) : checks.map(withoutMend),
    );
    if (json) print.json(findings);
    else print.result(findings.flatMap(linesOf).join("\n"));
    return findings.some(({ verdict }) => verdict === "problem") ? EXIT.failed : EXIT.done;
  },
};

/** What was found, and with --fix what was done about it. */
interface Told extends Finding {
  /** What was done; absent where nothing was. */
  readonly fixed?: string;
}

async function mendAll(checks: readonly Check[]): Promise<Told[]> {
  const told: Told[] = [];
  for (const check of checks) told.push(check.mend ? await mended(check, check.mend) : withoutMend(check));
  return told;
}

async function mended(check: Check, mend: () => Promise<string>): Promise<Told> {
  const found = withoutMend(check);
  try {
    return { ...found, verdict: "ok", remedy: "", fixed: await mend() };
  } catch (error) {
    const { message, remedy } = describeError(error);
    return { ...found, message: `${found.message}; it could not be mended: ${message}`, remedy };
  }
}

function withoutMend({ what, verdict, message, remedy }: Check): Told {
  return { what, verdict, message, remedy };
}

async function diagnose({ openSession }: CommandCall): Promise<readonly Finding[]> {
  const session = await openSession(false);
  try {
    return await session.diagnose();
  } finally {
    await session.close();
  }
}

function terminalOf({ isTerminal, env }: CommandCall) {
  const { columns, rows } = process.stdout;
  const size = isTerminal ? { columns, rows } : null;
  return { size, colours: isTerminal ? 2 ** process.stdout.getColorDepth() : 2, env };
}

function linesOf({ what, verdict, message, remedy, fixed }: Told): string[] {
  const lines = [`${SIGNS[verdict]} ${what}: ${screenLine(message)}`];
  if (fixed !== undefined) lines.push(`  Mended: ${screenLine(fixed)}`);
  return remedy === "" ? lines : [...lines, `  ${screenLine(remedy)}`];
}
