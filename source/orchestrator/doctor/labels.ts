import { describeError } from "../../workflow/errors.ts";
import { isStatusLabel, statusLabel } from "../../workflow/labels.ts";
import type { Workflow } from "../../workflow/state.ts";
import type { Place } from "../open-place.ts";
import { type Check, ok, warning } from "./check.ts";

/** One question each: more than these would keep a person waiting. */
const MOST_ISSUES = 50;

/** Do the issues carry the labels that were put on them? The latest workflows are looked at. */
export async function lookAtLabels({ tracker }: Place, workflows: readonly Workflow[]): Promise<Check[]> {
  const labelled = workflows
    .filter(
      ({ issueNumber, labelSynced, state }) => issueNumber !== null && labelSynced === statusLabel(state),
    )
    .toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))
    .slice(0, MOST_ISSUES);
  const found: Check[] = [];
  for (const { issueNumber, state } of labelled) {
    const number = issueNumber ?? 0;
    const wanted = statusLabel(state);
    try {
      const { labels } = await tracker.getIssue(number);
      const carried = labels.filter(isStatusLabel);
      if (carried.length === 1 && carried[0]?.toLowerCase() === wanted) continue;
      found.push({
        ...warning(
          "labels",
          `issue ${number} carries ${carried.join(", ") || "no status label"} instead of ${wanted}`,
          `orc-tui labels ${number}, or doctor --fix, puts it right.`,
        ),
        async mend() {
          await tracker.setStatusLabel(number, wanted);
          return `put ${wanted} on issue ${number}`;
        },
      });
    } catch (error) {
      const { message, remedy } = describeError(error);
      found.push(warning("labels", `issue ${number} could not be looked at: ${message}`, remedy));
    }
  }
  return found.length > 0 ? found : [ok("labels", `as they should be on ${labelled.length} issues`)];
}
