import { TrackerClosedError, TrackerUnavailableError } from "../tracker/errors.ts";
import { agentQueue } from "../workflow/agent-queue.ts";
import { backoffMs } from "../workflow/backoff.ts";
import { type Effect, effectKey, nextDeferral, nextEffects } from "../workflow/effects.ts";
import { describeError, InvalidStateTransition } from "../workflow/errors.ts";
import type { Workflow } from "../workflow/state.ts";
import type { ActivityBoard } from "./activity-board.ts";
import { describeEffect, perform } from "./effects/perform.ts";
import { NO_PLACE } from "./session.ts";
import type { Workspace } from "./workspace.ts";

/**
 * The loop of the design: given each workflow's state, perform what is due, raise the event that records it,
 * look again. Nothing is remembered between two looks but what is under way.
 */
export interface Engine {
  start(): void;
  /** Lets go of everything under way; resolves when nothing is. Agents go on. */
  stop(): Promise<void>;
}

interface Underway {
  readonly workflowId: string;
  readonly effect: Effect;
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

/** How long to leave an effect alone whose failure could not even be recorded. */
const UNRECORDED_PAUSE_MS = 5_000;

export function createEngine(workspace: Workspace, board: ActivityBoard): Engine {
  const { store, now, settings } = workspace;
  const underway = new Map<string, Underway>();
  const paused = new Map<string, number>();
  let unsubscribe: (() => void) | null = null;
  let timer: NodeJS.Timeout | undefined;
  let lookPending = false;

  function lookSoon(): void {
    if (lookPending || unsubscribe === null) return;
    lookPending = true;
    // Not a microtask: an effect that ends at once and stays wanted must not starve everything else.
    setImmediate(() => {
      lookPending = false;
      look();
    });
  }

  function look(): void {
    if (unsubscribe === null) return;
    const { workflows, frozen } = store.getState();
    for (const workflow of Object.values(workflows)) if (!(workflow.id in frozen)) advance(workflow);
    scheduleNextLook(Object.values(workflows));
  }

  function advance(workflow: Workflow): void {
    const wanted = nextEffects(workflow, now().toISOString());
    const keys = new Set(wanted.map((effect) => keyOf(workflow, effect)));
    for (const [key, each] of underway)
      if (each.workflowId === workflow.id && !keys.has(key)) each.controller.abort();
    if (!wanted.some((effect) => effect.kind === "start_run")) board.clear(workflow.id, NO_PLACE);
    for (const effect of wanted) {
      const key = keyOf(workflow, effect);
      if (underway.has(key) || (paused.get(key) ?? 0) > Date.now()) continue;
      if (effect.kind === "start_run" && !takesPlace(workflow)) continue;
      begin(key, effect, workflow);
    }
  }

  /** At most `maxAgents` agents at once, over all workflows; the others wait their turn in the order they came. */
  function takesPlace(workflow: Workflow): boolean {
    const { workflows, frozen } = store.getState();
    const { running, waiting } = agentQueue(Object.values(workflows));
    const starting = [...underway.values()].filter(({ effect }) => effect.kind === "start_run");
    const queue = waiting.filter(
      ({ id }) => !(id in frozen) && !starting.some(({ workflowId }) => workflowId === id),
    );
    const place = queue.findIndex(({ id }) => id === workflow.id);
    const { maxAgents } = settings.last.values;
    const free = Math.max(0, maxAgents - running.length - starting.length);
    if (place < free) return true;
    const turn = `number ${place - free + 1} of ${queue.length - free}`;
    board.set(workflow.id, NO_PLACE, `${turn}; maxAgents is ${maxAgents}`);
    return false;
  }

  function begin(key: string, effect: Effect, workflow: Workflow): void {
    const controller = new AbortController();
    const activity = board.begin(workflow.id, describeEffect(effect), { isAside: IS_ASIDE.has(effect.kind) });
    const { say: report, progress } = activity;
    const context = { ...workspace, signal: controller.signal, report, progress };
    const done = perform(effect, workflow, context)
      .catch((error: unknown) => {
        if (!controller.signal.aborted) failed(key, effect, workflow, error);
      })
      .finally(() => {
        underway.delete(key);
        activity.end();
        lookSoon();
      });
    underway.set(key, { workflowId: workflow.id, effect, controller, done });
  }

  function failed(key: string, effect: Effect, workflow: Workflow, error: unknown): void {
    if (error instanceof TrackerClosedError) return;
    if (error instanceof InvalidStateTransition && !isStillWanted(key, effect, workflow.id)) return;
    try {
      recordFailure(effect, workflow.id, error);
    } catch (unrecorded) {
      paused.set(key, Date.now() + UNRECORDED_PAUSE_MS);
      board.notice(`${describeError(error).message} (${describeError(unrecorded).message})`);
    }
  }

  /** An event that came too late is no failure: the workflow has moved on, perhaps by another process. */
  function isStillWanted(key: string, effect: Effect, id: string): boolean {
    store.refresh();
    const workflow = store.getState().workflows[id];
    if (workflow === undefined) return false;
    return nextEffects(workflow, now().toISOString()).some(
      (each) => each.kind === effect.kind && keyOf(workflow, each) === key,
    );
  }

  function recordFailure(effect: Effect, id: string, error: unknown): void {
    const { code, message, remedy } = describeError(error);
    if (HOLDS_NOTHING_UP.has(effect.kind) || error instanceof TrackerUnavailableError) {
      const attempts = (store.getState().workflows[id]?.deferred[effectKey(effect)]?.attempts ?? 0) + 1;
      const told = error instanceof TrackerUnavailableError ? Date.parse(error.retryAt ?? "") || 0 : 0;
      const due = Math.max(told, now().getTime() + backoffMs(attempts, Math.random()));
      const retryAt = new Date(due).toISOString();
      store.dispatch(id, { type: "deferred", effect: effectKey(effect), message, retryAt }, "orchestrator");
    } else {
      const failure = { operation: describeEffect(effect), code, message, remedy };
      store.dispatch(id, { type: "failed", failure }, "orchestrator");
    }
  }

  function scheduleNextLook(workflows: readonly Workflow[]): void {
    clearTimeout(timer);
    const deferred = workflows
      .map((workflow) => nextDeferral(workflow, now().toISOString()))
      .filter((at) => at !== null)
      .map((at) => Date.parse(at));
    const due = [...deferred, ...paused.values()].filter((at) => at > Date.now());
    if (due.length > 0) timer = setTimeout(look, Math.max(50, Math.min(...due) - Date.now() + 10));
  }

  return {
    start() {
      unsubscribe ??= store.subscribe(lookSoon);
      look();
    },
    async stop() {
      unsubscribe?.();
      unsubscribe = null;
      clearTimeout(timer);
      for (const each of underway.values()) each.controller.abort();
      await Promise.all([...underway.values()].map((each) => each.done));
    },
  };
}

/**
 * Failing, these are tried again by themselves, and so is whatever fails because the tracker does not answer; the
 * others stop the workflow until a person retries.
 */
const HOLDS_NOTHING_UP: ReadonlySet<Effect["kind"]> = new Set([
  "post_comment",
  "sync_label",
  "stop_run",
  "follow_run",
]);

/** What goes on beside the work itself, and is told of only while nothing else is under way. */
const IS_ASIDE: ReadonlySet<Effect["kind"]> = new Set(["post_comment", "sync_label"]);

function keyOf(workflow: Workflow, effect: Effect): string {
  return `${workflow.id}/${effectKey(effect)}`;
}
