import { type Cleaned, type CleanOptions, type Session, WORTH_SHOWING_MS } from "../orchestrator/session.ts";
import { findWorkflow } from "../store/workflow-store.ts";
import { screenLine } from "../text/screen.ts";
import { truncate } from "../ui/text/width.ts";
import { whyNot } from "../workflow/actions.ts";
import { describeError, InvalidStateTransition } from "../workflow/errors.ts";
import { isTerminal, type Workflow } from "../workflow/state.ts";
import { type Command, type CommandCall, EXIT, type ExitCode, UsageError } from "./command.ts";
import { nameOf } from "./progress.ts";

export const command: Command = {
  usage: "<issue>…",
  summary: "remove the worktrees of ended workflows; never work that is nowhere else, unless forced",
  examples: [
    { line: "clean 12 --dry-run", does: "what would go, and what stands in the way" },
    { line: "clean --finished --delete-branch", does: "all that have ended, branches too" },
  ],
  output: ["cleaned", "cleaned-several"],
  endings: ["done", "failed", "usage", "impossible", "interrupted"],
  maxWords: 1000,
  changes: true,
  options: {
    finished: { type: "boolean", help: "all workflows that have ended" },
    "dry-run": { type: "boolean", help: "only say what would go, and what stands in the way" },
    force: { type: "boolean", help: "also where uncommitted or unpushed work is lost" },
    "delete-branch": { type: "boolean", help: "remove the branch as well" },
  },
  async run(call) {
    const { words, flags, openSession } = call;
    if (flags.finished === true && words.length > 0)
      throw new UsageError("--finished names the workflows already", "clean");
    const session = await openSession(false);
    try {
      if (flags.finished !== true && words.length <= 1) return await cleanOne(call, session);
      return await cleanSeveral(call, session);
    } finally {
      await session.close();
    }
  },
};

/** @throws why it is not possible, and then nothing was removed */
async function cleanOne(call: CommandCall, session: Session): Promise<ExitCode> {
  const { id } = findWorkflow(workflowsOf(session), call.words[0], (each) => whyNot("clean", each) === null);
  const options = optionsOf(call);
  const cleaned = await session.intents.clean(id, options);
  if (call.json) call.print.json(options.dryRun ? { ...cleaned, dryRun: true } : cleaned);
  else call.print.result(describe(cleaned, options));
  return EXIT.done;
}

/** What became of one of several: one that cannot be cleaned stands in no other's way. */
interface Outcome extends Cleaned {
  readonly workflow: Workflow;
  readonly refusal: unknown;
}

async function cleanSeveral(call: CommandCall, session: Session): Promise<ExitCode> {
  const all = workflowsOf(session);
  // Named wrongly is named wrongly, before anything is removed.
  const chosen =
    call.flags.finished === true
      ? all.filter(({ state }) => isTerminal(state))
      : [...new Set(call.words.map((word) => findWorkflow(all, word)))];
  const options = optionsOf(call);
  const outcomes: Outcome[] = [];
  const begun = performance.now();
  for (const [index, workflow] of chosen.entries()) {
    if (call.signal.aborted) break;
    if (performance.now() - begun > WORTH_SHOWING_MS)
      showLive(call, `cleaning up ${nameOf(workflow)}: ${index + 1} of ${chosen.length}`);
    outcomes.push(await outcomeOf(session, workflow, options));
  }
  call.print.live.clear();
  if (call.json) call.print.json(outcomes.map((outcome) => asJson(outcome, options)));
  else tell(call, outcomes, options);
  return outcomes.length < chosen.length ? EXIT.interrupted : exitCodeOf(outcomes);
}

function showLive({ print: { live } }: CommandCall, text: string): void {
  if (live.columns !== null) live.show(truncate(text, live.columns));
}

async function outcomeOf(session: Session, workflow: Workflow, options: CleanOptions): Promise<Outcome> {
  try {
    return { ...(await session.intents.clean(workflow.id, options)), workflow, refusal: null };
  } catch (refusal) {
    return { worktree: null, branch: null, workflow, refusal };
  }
}

function tell({ print }: CommandCall, outcomes: readonly Outcome[], options: CleanOptions): void {
  if (outcomes.length === 0) print.note("No workflow has ended: there is nothing to clean");
  for (const outcome of outcomes) {
    const name = nameOf(outcome.workflow);
    if (outcome.refusal === null) {
      print.result(`${name}  ${describe(outcome, options)}`);
      continue;
    }
    const { message, remedy } = describeError(outcome.refusal);
    print.result(`${name}  Kept: ${screenLine(message)}`);
    print.note(`${name}  ${screenLine(remedy)}`);
  }
}

function asJson({ workflow, worktree, branch, refusal }: Outcome, { dryRun = false }: CleanOptions): object {
  const { issueNumber, id } = workflow;
  return {
    issueNumber,
    id,
    worktree,
    branch,
    dryRun,
    error: refusal === null ? null : describeError(refusal),
  };
}

/** Not possible in this state only where that is all there is to say. */
function exitCodeOf(outcomes: readonly Outcome[]): ExitCode {
  const refusals = outcomes.filter(({ refusal }) => refusal !== null);
  if (refusals.length === 0) return EXIT.done;
  return refusals.every(({ refusal }) => refusal instanceof InvalidStateTransition)
    ? EXIT.impossible
    : EXIT.failed;
}

function optionsOf({ flags }: CommandCall): CleanOptions {
  return {
    force: flags.force === true,
    deleteBranch: flags["delete-branch"] === true,
    dryRun: flags["dry-run"] === true,
  };
}

function workflowsOf({ store }: Session): Workflow[] {
  return Object.values(store.getState().workflows);
}

function describe({ worktree, branch }: Cleaned, { dryRun }: CleanOptions): string {
  const removed = [
    worktree && `worktree ${screenLine(worktree)}`,
    branch && `branch ${screenLine(branch)}`,
  ].filter(Boolean);
  if (removed.length === 0) return dryRun ? "There is nothing to remove" : "There was nothing to remove";
  return `${dryRun ? "Would remove" : "Removed"} ${removed.join(" and ")}`;
}
