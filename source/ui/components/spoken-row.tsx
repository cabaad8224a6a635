import type { Workflow } from "../../workflow/state.ts";
import { useTime } from "../hooks/use-clock.ts";
import { useDrift, usePullRequest } from "../hooks/use-remote-facts.ts";
import { useActivity, useVitals } from "../hooks/use-session-status.ts";
import { useFrozen } from "../hooks/use-workflows.ts";
import { segment } from "../text/segment.ts";
import { pullRequestForms } from "../wording/pull-request.ts";
import { ageOf, numberOf, rowWords } from "../wording/summary.ts";
import { LineText } from "./line.tsx";

interface Props {
  readonly workflow: Workflow;
  readonly selected: boolean;
  /** Whether it is marked; `null` while nothing is. */
  readonly marked: boolean | null;
}

/** A workflow in the list, as a sentence: the selected one and its title first, then its state. */
export function SpokenRow({ workflow, selected, marked }: Props) {
  const activity = useActivity(workflow.id);
  const age = useTime((now) => ageOf(workflow, now));
  const drift = useDrift(workflow.id);
  const known = usePullRequest(workflow.id, workflow.pullRequest);
  const pullRequest = known === null ? [] : pullRequestForms(known);
  const beside = { pullRequest, vitals: useVitals(workflow.id), frozen: useFrozen(workflow.id) };
  const state = rowWords(workflow, activity, beside, Number.POSITIVE_INFINITY);
  const words = [
    ...(selected ? ["selected"] : []),
    ...(marked === true ? ["marked"] : []),
    `${numberOf(workflow)} ${workflow.title}`.trim(),
    `state: ${workflow.state.replace("_", " ")}, ${state}, for ${age}`,
    ...(drift === null ? [] : ["labels differ"]),
  ];
  return <LineText line={[segment(words.join(", "))]} width={Number.POSITIVE_INFINITY} />;
}
