import { lockHolder } from "../files/lock.ts";
import { chooseAgent } from "../settings/agent-choice.ts";
import { describeError } from "../workflow/errors.ts";
import type { Workflow } from "../workflow/state.ts";
import { isEngineSilent } from "./engine-lock.ts";
import { type Explanation, explain, type Surroundings } from "./explanation.ts";
import type { Place } from "./open-place.ts";
import type { Session } from "./session.ts";

/** Asks the engine's lock and the tracker about a workflow and explains it. Changes nothing. */
export async function explainWorkflow(
  place: Place,
  session: Pick<Session, "store" | "status">,
  workflow: Workflow,
  now: Date,
): Promise<Explanation> {
  const { workflows, frozen } = session.store.getState();
  const { values } = place.settings;
  const enginePid = lockHolder(place.plans.engineLock)?.pid ?? null;
  return explain(workflow, {
    now: now.toISOString(),
    workflows: Object.values(workflows).filter(({ id }) => !(id in frozen)),
    frozen: frozen[workflow.id] ?? null,
    enginePid,
    isEngineSilent: enginePid !== null && isEngineSilent(place.plans.engineLock),
    untrusted: session.status.getState().untrusted,
    maxAgents: values.maxAgents,
    pollSeconds: values.pollSeconds,
    timeoutSeconds: timeoutOf(place, workflow),
    issue: await issueOf(place, workflow),
  });
}

/** The name of an agent may have left the settings since. */
function timeoutOf({ settings }: Place, { agent }: Workflow): number {
  const known = agent !== null && Object.hasOwn(settings.values.agents, agent);
  return chooseAgent(settings, known ? agent : null).config.timeoutSeconds;
}

async function issueOf({ tracker }: Place, { issueNumber }: Workflow): Promise<Surroundings["issue"]> {
  if (issueNumber === null) return null;
  try {
    return { labels: (await tracker.getIssue(issueNumber)).labels };
  } catch (error) {
    const { message, remedy } = describeError(error);
    return { problem: { code: "tracker", message: `The tracker does not tell: ${message}`, remedy } };
  }
}
