import { screenLine } from "../../text/screen.ts";
import { needsHuman } from "../../workflow/actions.ts";
import { activeRun, isTerminal, type Workflow } from "../../workflow/state.ts";
import { numberOf } from "../wording/summary.ts";

/** The words that a filter knows beside plain text, as `state:gate`. */
export const FILTER_KEYS = ["state", "agent", "label", "needs"] as const;
type FilterKey = (typeof FILTER_KEYS)[number];

/** What can stand behind `state:`. */
export const STATE_WORDS = [
  ...["gate", "failed", "asks", "running", "preparing", "writing"],
  ...["idle", "done", "cancelled", "ended"],
] as const;

interface Filter {
  readonly texts: readonly string[];
  readonly wanted: ReadonlyMap<FilterKey, readonly string[]>;
}

function parse(text: string): Filter {
  const texts: string[] = [];
  const wanted = new Map<FilterKey, string[]>();
  for (const word of text.toLowerCase().split(/\s+/).filter(Boolean)) {
    const key = FILTER_KEYS.find((each) => word.startsWith(`${each}:`));
    if (key === undefined) texts.push(word);
    else wanted.set(key, [...(wanted.get(key) ?? []), word.slice(key.length + 1)]);
  }
  return { texts, wanted };
}

/**
 * The workflows that a filter leaves: all its texts occur in the title, the number or the branch, and of each key one
 * of its words fits. A word fits what begins like it, so that the list is right while it is being typed.
 */
export function filtered(workflows: readonly Workflow[], text: string): readonly Workflow[] {
  const { texts, wanted } = parse(text);
  if (texts.length === 0 && wanted.size === 0) return workflows;
  return workflows.filter((workflow) => {
    const said =
      `${numberOf(workflow)} ${screenLine(workflow.title)} ${workflow.branchName ?? ""}`.toLowerCase();
    if (!texts.every((word) => said.includes(word))) return false;
    for (const [key, words] of wanted) {
      const facts = factsOf(workflow, key);
      if (!words.some((word) => facts.some((fact) => fact.startsWith(word)))) return false;
    }
    return true;
  });
}

function factsOf(workflow: Workflow, key: FilterKey): readonly string[] {
  switch (key) {
    case "state":
      return [...stateWords(workflow), workflow.state.toLowerCase()];
    case "agent":
      return agentsOf(workflow).map((name) => name.toLowerCase());
    case "label":
      return workflow.labels.map((label) => label.toLowerCase());
    case "needs":
      return needsHuman(workflow) ? ["me"] : ["nobody"];
  }
}

function stateWords(workflow: Workflow): (typeof STATE_WORDS)[number][] {
  const { state, lastError, attention } = workflow;
  if (isTerminal(state)) return [state === "DONE" ? "done" : "cancelled", "ended"];
  return [
    ...(state === "GATE_1" ? (["gate"] as const) : []),
    ...(state === "PHASE_1" ? (["preparing"] as const) : []),
    ...(state === "PHASE_2" ? (["writing"] as const) : []),
    ...(state === "IDLE" ? (["idle"] as const) : []),
    ...(lastError === null ? [] : (["failed"] as const)),
    ...(attention === null ? [] : (["asks"] as const)),
    ...(activeRun(workflow) === null ? [] : (["running"] as const)),
  ];
}

/** The one that was wished for, and those that have worked on it. */
function agentsOf({ agent, runs }: Workflow): string[] {
  return [...(agent === null ? [] : [agent]), ...runs.map((run) => run.agent)];
}
