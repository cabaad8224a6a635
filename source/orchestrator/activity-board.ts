import type { StoreApi } from "zustand/vanilla";
import type { SessionStatus } from "./session.ts";

/** What goes on right now, for the screen. */
export interface ActivityBoard {
  /** An effect begins; say what it says, and end it. */
  begin(workflowId: string, label: string): { say(line: string): void; end(): void };
  /** Something that is the case without being under way, until it is cleared or something begins. */
  set(workflowId: string, label: string, detail: string): void;
  clear(workflowId: string, label: string): void;
  /** Something a person should know that belongs to no workflow's record. */
  notice(sentence: string): void;
}

const MAX_NOTICES = 20;

export function createActivityBoard(status: StoreApi<SessionStatus>, now: () => Date): ActivityBoard {
  function show(
    workflowId: string,
    label: string,
    detail: string | null,
    startedAt = now().toISOString(),
  ): void {
    status.setState(({ activities }) => ({
      activities: { ...activities, [workflowId]: { label, detail, startedAt } },
    }));
  }

  function clear(workflowId: string, label: string): void {
    const { activities } = status.getState();
    if (activities[workflowId]?.label !== label) return;
    const { [workflowId]: _ended, ...others } = activities;
    status.setState({ activities: others });
  }

  return {
    begin(workflowId, label) {
      show(workflowId, label, null);
      return {
        say(line) {
          const current = status.getState().activities[workflowId];
          if (current?.label !== label) return;
          status.setState(({ activities }) => ({
            activities: { ...activities, [workflowId]: { ...current, detail: line } },
          }));
        },
        end: () => clear(workflowId, label),
      };
    },
    set(workflowId, label, detail) {
      const current = status.getState().activities[workflowId];
      if (current?.label !== label) show(workflowId, label, detail);
      else if (current.detail !== detail) show(workflowId, label, detail, current.startedAt);
    },
    clear,
    notice(sentence) {
      const { notices } = status.getState();
      if (!notices.includes(sentence))
        status.setState({ notices: [...notices, sentence].slice(-MAX_NOTICES) });
    },
  };
}
