import type { Session } from "../orchestrator/session.ts";
import type { WorkflowStore } from "../store/workflow-store.ts";
import { needsOf } from "./wording/needs.ts";

/**
 * Tells of everything that begins to wait for a person from now on, of each once. What waits already is on the
 * screen, and has been told by whoever saw it begin. Returns what ends it.
 */
export function watchNeeds(
  store: Pick<WorkflowStore, "getState" | "subscribe">,
  tell: (words: string) => void,
): () => void {
  const known = new Map<string, Set<string>>();
  for (const [id, workflow] of Object.entries(store.getState().workflows))
    known.set(id, new Set(needsOf(workflow).map(({ key }) => key)));
  return store.subscribe((now, before) => {
    for (const [id, workflow] of Object.entries(now.workflows)) {
      if (workflow === before.workflows[id]) continue;
      const told = known.get(id) ?? new Set();
      known.set(id, told);
      for (const { key, words } of needsOf(workflow)) {
        if (told.has(key)) continue;
        told.add(key);
        tell(words);
      }
    }
  });
}

/**
 * Calls for a person whenever something begins to wait for one, as soon as the session is open and unless the
 * settings forbid it. Returns what ends it.
 * @param call with the title of the call and its words
 */
export function callForPeople(
  session: Promise<Session> | Session,
  call: (title: string, words: string) => void,
): () => void {
  let stop = () => {};
  let isOver = false;
  Promise.resolve(session).then(
    ({ preferences, repository, store }) => {
      if (isOver || !preferences.notify) return;
      stop = watchNeeds(store, (words) => call(`orc-tui ${repository.name}`, words));
    },
    // Whoever opened it tells of that.
    () => {},
  );
  return () => {
    isOver = true;
    stop();
  };
}
