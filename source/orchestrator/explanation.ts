import { agentQueue } from "../workflow/agent-queue.ts";
import { nextDeferral, nextEffects } from "../workflow/effects.ts";
import { statusLabel } from "../workflow/labels.ts";
import { activeRun, isTerminal, type Timestamp, type Workflow } from "../workflow/state.ts";
import { describeEffect } from "./effects/perform.ts";

/** One thing that a workflow waits for, or that stands in its way. */
export interface Reason {
  /** Stable, for scripts: `no_engine`, `failed`, `gate`. */
  readonly code: string;
  readonly message: string;
  /** What a person can do about it; empty where waiting is all there is. */
  readonly remedy: string;
}

/** Why nothing happens with a workflow, what it waits for, and when it is looked at next. */
export interface Explanation {
  readonly issueNumber: number | null;
  readonly id: string;
  readonly state: Workflow["state"];
  /** The most important first; never empty. */
  readonly reasons: readonly Reason[];
  /** What is to be done now, in words. */
  readonly due: readonly string[];
  /** When something put off is tried again; `null` where nothing is. */
  readonly nextTryAt: Timestamp | null;
  /** How often the tracker is asked while an engine runs. */
  readonly pollSeconds: number;
  readonly enginePid: number | null;
}

/** What has to be known beside the workflow itself. */
export interface Surroundings {
  readonly now: Timestamp;
  readonly workflows: readonly Workflow[];
  /** Why the workflow cannot be changed; `null` where it can. */
  readonly frozen: string | null;
  readonly enginePid: number | null;
  readonly isEngineSilent: boolean;
  readonly untrusted: readonly string[];
  readonly maxAgents: number;
  readonly pollSeconds: number;
  readonly timeoutSeconds: number;
  /** What the tracker says of the issue: its labels, or why it does not answer. `null` where there is no issue. */
  readonly issue: { readonly labels: readonly string[] } | { readonly problem: Reason } | null;
}

export function explain(workflow: Workflow, around: Surroundings): Explanation {
  const { now, frozen, enginePid, pollSeconds } = around;
  const due = frozen === null ? nextEffects(workflow, now).map(describeEffect) : [];
  const reasons = [
    ...(frozen === null ? workflowReasons(workflow, around, due) : [unreadable(workflow, frozen)]),
    ...deferrals(workflow),
    ...trackerReasons(workflow, around),
  ];
  return {
    issueNumber: workflow.issueNumber,
    id: workflow.id,
    state: workflow.state,
    reasons: reasons.length > 0 ? reasons : [restOf(workflow, due)],
    due,
    nextTryAt: nextDeferral(workflow, now),
    pollSeconds,
    enginePid,
  };
}

function unreadable({ issueNumber, id }: Workflow, message: string): Reason {
  return {
    code: "unreadable",
    message,
    remedy: `orc-tui repair ${issueNumber ?? id} rebuilds what can be told.`,
  };
}

function workflowReasons(workflow: Workflow, around: Surroundings, due: readonly string[]): Reason[] {
  const name = String(workflow.issueNumber ?? workflow.id);
  const reasons: Reason[] = [];
  const add = (code: string, message: string, remedy = "") => void reasons.push({ code, message, remedy });
  const { state, lastError, attention } = workflow;
  if (lastError !== null)
    add(
      "failed",
      `It stopped: "${lastError.operation}" failed: ${lastError.message}`,
      `${lastError.remedy} (orc-tui retry ${name})`,
    );
  if (attention !== null)
    add(
      attention.kind,
      `Its agent ${attention.kind === "question" ? "asks" : "cannot go on"}: ${attention.text}`,
      "Answer on the issue or in the agent's session, or ask for changes.",
    );
  if (state === "IDLE") add("not_begun", "It has not been begun", `orc-tui advance ${name} begins it.`);
  if (state === "GATE_1") reasons.push(...gateReasons(workflow, name));
  if (state === "PHASE_2") reasons.push(...agentReasons(workflow, around));
  if (around.untrusted.length > 0 && !isTerminal(state) && state !== "GATE_1")
    add(
      "untrusted",
      `The project's settings run commands that you have not agreed to: ${around.untrusted.join("; ")}`,
      "Read them, then run orc-tui trust.",
    );
  return [...reasons, ...engineReasons(around, due, state)];
}

/** Without an engine nothing is done, whatever is due. */
function engineReasons(around: Surroundings, due: readonly string[], state: Workflow["state"]): Reason[] {
  const { enginePid, isEngineSilent } = around;
  const comes = due.length > 0 || state === "GATE_1";
  if (enginePid === null && comes) {
    const message =
      due.length > 0
        ? `No engine runs here, so this is not done: ${due.join(", ")}`
        : "No engine runs here, so comments on the issue are not seen";
    return [{ code: "no_engine", message, remedy: "orc-tui run, or the dashboard, is an engine." }];
  }
  if (!isEngineSilent) return [];
  const message = `Process ${enginePid} is the engine but does not answer: suspended, most likely`;
  return [{ code: "silent_engine", message, remedy: "Continue it (fg) or end it; another takes over." }];
}

function gateReasons(workflow: Workflow, name: string): Reason[] {
  if (workflow.planStale)
    return [
      {
        code: "plan_changed",
        message:
          "The documents have changed since they were recorded; they are recorded anew before anybody can approve",
        remedy: "",
      },
    ];
  const since = workflow.gateOpenedAt ?? workflow.updatedAt;
  const gate = {
    code: "gate",
    message: `It waits for a person since ${since}: the specification at ${workflow.planRevision?.slice(0, 12)} is to be approved`,
    remedy: `orc-tui approve ${name}, orc-tui reject ${name} -m <reason>, or the word "approved" on the issue.`,
  };
  const refusals = workflow.decisions
    .filter(({ verdict, at }) => verdict === "refused" && at >= since)
    .map(({ by, reason }) => ({
      code: "refused",
      message: `A decision of ${by} did not count: ${reason}`,
      remedy: "",
    }));
  return [gate, ...refusals];
}

function agentReasons(workflow: Workflow, around: Surroundings): Reason[] {
  const run = activeRun(workflow);
  if (run?.stopRequested)
    return [{ code: "stopping", message: `Its agent (run ${run.number}) is being stopped`, remedy: "" }];
  if (run !== null && run.launchedAt !== null) {
    const latest = new Date(Date.parse(run.startedAt) + around.timeoutSeconds * 1000).toISOString();
    const message = `Its agent ${run.agent} (${run.provider}) is at work since ${run.startedAt} (run ${run.number}), until ${latest} at the latest`;
    return [
      {
        code: "agent_at_work",
        message,
        remedy: `orc-tui logs ${workflow.issueNumber} -f shows what it does.`,
      },
    ];
  }
  if (!workflow.runWanted || workflow.lastError !== null) return [];
  const { running, waiting } = agentQueue(around.workflows);
  const place = waiting.findIndex(({ id }) => id === workflow.id);
  if (place < around.maxAgents - running.length) return [];
  const message = `${running.length} of ${around.maxAgents} agents are at work; it is number ${place + 1} of ${waiting.length} in the queue`;
  return [{ code: "no_place", message, remedy: "Wait for one to end, or raise maxAgents." }];
}

function deferrals({ deferred }: Workflow): Reason[] {
  return Object.values(deferred).map(({ message, retryAt, attempts }) => ({
    code: "deferred",
    message: `${message}; tried ${attempts} times, again at ${retryAt}`,
    remedy: "",
  }));
}

function trackerReasons(workflow: Workflow, { issue }: Surroundings): Reason[] {
  if (issue === null) return [];
  if ("problem" in issue) return [issue.problem];
  const wanted = statusLabel(workflow.state);
  const carried = issue.labels.filter((label) => label.startsWith("status:"));
  if (workflow.labelSynced !== wanted || (carried.length === 1 && carried[0] === wanted)) return [];
  const message = `Its issue carries ${carried.join(", ") || "no status label"} instead of ${wanted}`;
  return [{ code: "label_drift", message, remedy: `orc-tui labels ${workflow.issueNumber} puts it right.` }];
}

function restOf({ state, issueNumber }: Workflow, due: readonly string[]): Reason {
  if (due.length > 0)
    return { code: "going_on", message: `It goes on by itself: ${due.join(", ")}`, remedy: "" };
  const remedy = isTerminal(state) ? `orc-tui clean ${issueNumber} removes its worktree.` : "";
  return { code: "ended", message: `It is ${state}: nothing is owed to it any more`, remedy };
}
