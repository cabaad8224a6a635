import { createDemoRepository } from "../orchestrator/demo-repository.ts";
import type { Session } from "../orchestrator/session.ts";
import { activeRun, type Workflow } from "../workflow/state.ts";
import { type Command, type CommandCall, EXIT, type ExitCode, hasScreen } from "./command.ts";
import { eventPrinter, streamEvents } from "./event-stream.ts";
import { transitionLine } from "./progress.ts";
import { restsAt, waitUntil } from "./waiting.ts";

const WANTED = { description: "Add OAuth2 login with Google", agent: "demo" };

export const command: Command = {
  usage: "",
  summary: "try orc-tui on a throwaway repository with a built-in agent",
  examples: [{ line: "demo", does: "a throwaway repository, a built-in agent" }],
  output: ["event"],
  endings: ["done", "failed", "usage", "interrupted"],
  maxWords: 0,
  changes: false,
  async run(call) {
    const { root, folder } = await createDemoRepository();
    call.print.note(`Demo repository: ${root}`);
    const onScreen = hasScreen(call) && !call.json;
    const session = await call.openSession(true, { cwd: root, surface: onScreen ? "keyboard" : "cli" });
    try {
      if (!onScreen) return await playAlone(call, session);
      await session.intents.create(WANTED);
      await playOnScreen(session, call);
      return EXIT.done;
    } finally {
      await stopAgents(session, call);
      await session.close();
      call.print.note(`Everything of this demo is in ${folder}; remove it when you like.`);
    }
  },
};

async function playOnScreen(session: Session, { flags }: CommandCall): Promise<void> {
  const { runDashboard } = await import("../ui/main.tsx");
  await runDashboard(session, {
    noColor: flags["no-color"] === true,
    screenReader: flags["screen-reader"] === true,
  });
}

/** With an approval as soon as there is something to approve. */
async function playAlone(call: CommandCall, session: Session): Promise<ExitCode> {
  const endTelling = call.json
    ? streamEvents(session, eventPrinter(call))
    : tellTransitions(session, call.print.result);
  try {
    const { id } = await session.intents.create(WANTED);
    const current = () => session.store.getState().workflows[id];
    const stuck = (workflow: Workflow) => workflow.lastError !== null;
    await reach(call, session, id, (workflow) => restsAt(session, workflow, "gate") || stuck(workflow));
    if (current()?.state === "GATE_1") await session.intents.approve(id);
    await reach(call, session, id, (workflow) => restsAt(session, workflow, "done") || stuck(workflow));
    const failure = current()?.lastError ?? null;
    if (failure === null) return EXIT.done;
    call.print.note(`${failure.message}\n${failure.remedy}`);
    return EXIT.failed;
  } finally {
    endTelling();
  }
}

/** One line per transition of the only workflow there is. */
function tellTransitions({ store }: Session, say: (line: string) => void): () => void {
  let told = 0;
  return store.subscribe(({ workflows }) => {
    for (const workflow of Object.values(workflows)) {
      for (const transition of workflow.history.slice(told)) say(transitionLine(workflow, transition));
      told = workflow.history.length;
    }
  });
}

async function reach(
  call: CommandCall,
  session: Session,
  id: string,
  isThere: (workflow: Workflow) => boolean,
): Promise<void> {
  await waitUntil(
    session,
    call.signal,
    (workflows) => workflows.some((workflow) => workflow.id === id && isThere(workflow)) || null,
  );
}

/** A demo leaves no agent behind, unlike real work. */
async function stopAgents(session: Session, call: CommandCall): Promise<void> {
  const running = () =>
    Object.values(session.store.getState().workflows).filter((workflow) => activeRun(workflow) !== null);
  for (const { id } of running()) await session.intents.stop(id);
  await waitUntil(
    session,
    call.signal.aborted ? new AbortController().signal : call.signal,
    () => running().length === 0 || null,
  );
}
