import { createReadStream, existsSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { RunLog } from "../orchestrator/log.ts";
import type { LogSource, Session } from "../orchestrator/session.ts";
import { findWorkflow } from "../store/workflow-store.ts";
import { OrcError } from "../workflow/errors.ts";
import { activeRun, type Workflow } from "../workflow/state.ts";
import { type Command, type CommandCall, EXIT } from "./command.ts";

export const command: Command = {
  usage: "<issue> [-f] [--raw]",
  summary: "print the output of the latest agent run; -f follows it, --raw prints it as the agent wrote it",
  maxWords: 1,
  changes: false,
  options: { follow: { type: "boolean", short: "f" }, raw: { type: "boolean" } },
  async run(call) {
    const session = await call.openSession(false);
    try {
      const workflow = findWorkflow(Object.values(session.store.getState().workflows), call.words[0]);
      const source: LogSource = workflow.runs.at(-1)?.number ?? "phase-1";
      if (call.flags.raw === true && call.flags.follow !== true)
        await printRaw(session.rawLogPath(workflow, source));
      else await printLog(call, session, workflow, source);
      return EXIT.done;
    } finally {
      await session.close();
    }
  },
};

/** Nothing has been written yet. */
class NoLogError extends OrcError {
  constructor() {
    super("NO_LOG", "this workflow has no output yet", "Wait until its first step or agent has begun.");
  }
}

async function printRaw(path: string): Promise<void> {
  if (!existsSync(path)) throw new NoLogError();
  await pipeline(createReadStream(path), process.stdout, { end: false });
}

const PAGE = 500;
const LOOK_MS = 200;

async function printLog(
  call: CommandCall,
  session: Session,
  workflow: Workflow,
  source: LogSource,
): Promise<void> {
  const follow = call.flags.follow === true;
  const log = session.openLog(workflow, source);
  if (log === null) throw new NoLogError();
  try {
    let next = 0;
    for (;;) {
      // Asked before reading, so that what was written until the end is read after it.
      const goesOn = follow && isWriting(session, workflow.id, source);
      while (log.refresh() || !log.complete) next = printFrom(call, log, next, goesOn);
      next = printFrom(call, log, next, goesOn);
      if (!goesOn || call.signal.aborted) return;
      await delay(LOOK_MS);
    }
  } finally {
    log.close();
  }
}

function isWriting(session: Session, id: string, source: LogSource): boolean {
  const workflow = session.store.getState().workflows[id];
  if (workflow === undefined) return false;
  return source === "phase-1"
    ? workflow.state === "PHASE_1" && workflow.lastError === null
    : activeRun(workflow)?.number === source;
}

/** Prints the lines from `next` on and returns the number of the one to print next time; unfinished ones wait while more may come. */
function printFrom(call: CommandCall, log: RunLog, next: number, moreMayCome: boolean): number {
  let from = next;
  const end = moreMayCome ? log.finishedCount : log.lineCount;
  while (from < end) {
    for (const line of log.read(from, Math.min(PAGE, end - from))) {
      for (const entry of line.events) call.print.result(entry.text);
    }
    from = Math.min(end, from + PAGE);
  }
  return from;
}
