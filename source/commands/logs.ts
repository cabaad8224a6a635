import { setTimeout as delay } from "node:timers/promises";
import type { LogSource } from "../orchestrator/log.ts";
import type { Session } from "../orchestrator/session.ts";
import { findWorkflow } from "../store/workflow-store.ts";
import { OrcError } from "../workflow/errors.ts";
import { activeRun, type Workflow } from "../workflow/state.ts";
import { type Command, type CommandCall, EXIT, UsageError } from "./command.ts";
import { type LogPrinter, printerOf } from "./log-printer.ts";
import { goesOn, Interrupted } from "./waiting.ts";

export const command: Command = {
  usage: "<issue>",
  summary: "print the output of the latest agent run, with --json one object a line",
  examples: [
    { line: "logs 12 -f", does: "follow the agent at its work" },
    { line: "logs 12 --raw", does: "byte for byte as it wrote" },
  ],
  output: ["log-line"],
  endings: ["done", "failed", "usage", "interrupted"],
  maxWords: 1,
  changes: false,
  options: {
    follow: { type: "boolean", short: "f", help: "go on until the workflow rests, through all its runs" },
    raw: { type: "boolean", help: "byte for byte as the agent wrote it" },
  },
  async run(call) {
    if (call.json && call.flags.raw === true)
      throw new UsageError("--json and --raw exclude each other", "logs");
    const session = await call.openSession(false);
    try {
      const workflow = findWorkflow(Object.values(session.store.getState().workflows), call.words[0]);
      if (call.flags.follow === true) await follow(call, session, workflow);
      else await printOnce(call, session, workflow);
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

const LOOK_MS = 200;
/** An engine notices the end of an agent sooner; after this long there is none. */
const UNNOTICED_MS = 5_000;

async function printOnce(call: CommandCall, session: Session, workflow: Workflow): Promise<void> {
  const printer = printerOf(call, session, workflow, latestSource(workflow));
  try {
    await printer.printNew({ isFinished: true });
    if (!printer.isThere) throw new NoLogError();
  } finally {
    printer.close();
  }
}

/** Prints what is written, one run after the other, until the workflow waits for a person. */
async function follow(call: CommandCall, session: Session, first: Workflow): Promise<void> {
  const current = () => session.store.getState().workflows[first.id] ?? first;
  let wasThere = false;
  let source: LogSource | undefined = latestSource(first);
  while (source !== undefined) {
    const printer = printerOf(call, session, current(), source);
    try {
      await followSource(call, session, current, printer, source);
    } finally {
      printer.close();
    }
    wasThere ||= printer.isThere;
    source = nextSource(current(), source);
  }
  if (!wasThere) throw new NoLogError();
}

/** Prints one source to its end, and returns when there is a next one or nothing more is to come. */
async function followSource(
  call: CommandCall,
  session: Session,
  current: () => Workflow,
  printer: LogPrinter,
  source: LogSource,
): Promise<void> {
  let overSince: number | null = null;
  for (;;) {
    // Asked before reading, so that what was written until the end is read after it.
    const workflow = current();
    const isOver = session.isRunOver(workflow);
    const isFinished = isOver || !isWriting(workflow, source);
    await printer.printNew({ isFinished });
    if (isFinished && (!goesOn(workflow) || nextSource(workflow, source) !== undefined)) return;
    overSince = isOver ? (overSince ?? performance.now()) : null;
    if (overSince !== null && performance.now() - overSince > UNNOTICED_MS) {
      call.print.note("The agent has ended; `orc-tui run` or the dashboard goes on from there.");
      return;
    }
    await pause(call.signal);
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  await delay(LOOK_MS, undefined, { signal }).catch(() => {
    throw new Interrupted();
  });
}

function latestSource(workflow: Workflow): LogSource {
  return workflow.runs.at(-1)?.number ?? "phase-1";
}

/** The run after a source, once it has been begun. */
function nextSource({ runs }: Workflow, source: LogSource): number | undefined {
  return runs.find(({ number }) => source === "phase-1" || number > source)?.number;
}

function isWriting(workflow: Workflow, source: LogSource): boolean {
  return source === "phase-1"
    ? workflow.state === "PHASE_1" && workflow.lastError === null
    : activeRun(workflow)?.number === source;
}
