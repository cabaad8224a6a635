import { createDemoRepository } from "../orchestrator/demo-repository.ts";
import type { Session } from "../orchestrator/session.ts";
import { activeRun, type Workflow } from "../workflow/state.ts";
import { type Command, type CommandCall, EXIT, type ExitCode } from "./command.ts";
import { transitionLine } from "./progress.ts";
import { restsAt, waitUntil } from "./waiting.ts";

const FEATURE = "Add OAuth2 login with Google";

export const command: Command = {
  usage: "",
  summary: "try orc-tui on a throwaway repository with a built-in agent",
  examples: [{ line: "demo", does: "a throwaway repository, a built-in agent" }],
  maxWords: 0,
  changes: false,
  async run(call) {
    const { root, folder } = await createDemoRepository();
    call.print.note(`Demo repository: ${root}`);
    const session = await call.openSession(true, {
      cwd: root,
      surface: call.isTerminal ? "keyboard" : "cli",
    });
    try {
      const workflow = await session.intents.create({ description: FEATURE, agent: "demo" });
      if (!call.isTerminal) return await playAlone(call, session, workflow);
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

/** One line per transition, with an approval as soon as there is something to approve. */
async function playAlone(call: CommandCall, session: Session, { id, history }: Workflow): Promise<ExitCode> {
  const tell = (workflow: Workflow, from: number) => {
    for (const transition of workflow.history.slice(from))
      call.print.result(transitionLine(workflow, transition));
    return workflow.history.length;
  };
  let told = 0;
  const current = () => session.store.getState().workflows[id];
  const unsubscribe = session.store.subscribe(({ workflows }) => {
    const workflow = workflows[id];
    if (workflow) told = tell(workflow, told);
  });
  const first = current();
  if (first && history.length > 0) told = tell(first, 0);
  try {
    const stuck = (workflow: Workflow) => workflow.lastError !== null;
    await reach(call, session, id, (workflow) => restsAt(session, workflow, "gate") || stuck(workflow));
    if (current()?.state === "GATE_1") await session.intents.approve(id);
    await reach(call, session, id, (workflow) => restsAt(session, workflow, "done") || stuck(workflow));
  } finally {
    unsubscribe();
  }
  const failure = current()?.lastError ?? null;
  if (failure === null) return EXIT.done;
  call.print.note(`${failure.message}\n${failure.remedy}`);
  return EXIT.failed;
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
