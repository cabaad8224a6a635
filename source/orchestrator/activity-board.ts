import type { StoreApi } from "zustand/vanilla";
import type { Progress, TellProgress } from "../git/progress.ts";
import { paced } from "./paced.ts";
import { type Activity, type PartUnderWay, type SessionStatus, WORTH_SHOWING_MS } from "./session.ts";

/** What goes on right now, for the screen. */
export interface ActivityBoard {
  /**
   * An effect begins; say what it says, and end it. Of several under way for a workflow the latest is shown.
   * @param isAside shown only while nothing else is under way
   */
  begin(workflowId: string, label: string, options?: { readonly isAside: boolean }): ActivityTeller;
  /** Something that is the case without being under way, until it is cleared or something begins. */
  set(workflowId: string, label: string, detail: string): void;
  clear(workflowId: string, label: string): void;
  /** Something a person should know that belongs to no workflow's record. */
  notice(sentence: string): void;
}

export interface ActivityTeller {
  say(line: string): void;
  readonly progress: TellProgress;
  end(): void;
}

const MAX_NOTICES = 20;
/** What goes on is told so often that it moves, and no oftener. */
const PACE = { firstMs: WORTH_SHOWING_MS, everyMs: 250 } as const;

interface Underway {
  readonly isAside: boolean;
  activity: Activity;
}

export function createActivityBoard(status: StoreApi<SessionStatus>, now: () => Date): ActivityBoard {
  const underway = new Map<string, readonly Underway[]>();
  /** What is the case without being under way. */
  const standing = new Map<string, Activity>();

  function show(workflowId: string): void {
    const all = underway.get(workflowId) ?? [];
    const work = all.findLast(({ isAside }) => !isAside)?.activity;
    const shown = work ?? standing.get(workflowId) ?? all.at(-1)?.activity;
    const { [workflowId]: before, ...others } = status.getState().activities;
    if (shown === before) return;
    status.setState({ activities: shown === undefined ? others : { ...others, [workflowId]: shown } });
  }

  function goingOn(progress: Progress, before: PartUnderWay | null): PartUnderWay {
    const startedAt = before?.task === progress.task ? before.startedAt : now().toISOString();
    return { ...progress, startedAt };
  }

  return {
    begin(workflowId, label, { isAside } = { isAside: false }) {
      const startedAt = now().toISOString();
      const each: Underway = { isAside, activity: { label, startedAt, detail: null, progress: null } };
      underway.set(workflowId, [...(underway.get(workflowId) ?? []), each]);
      if (!isAside) standing.delete(workflowId);
      show(workflowId);
      let latest = each.activity;
      const pace = paced<Activity>((activity) => {
        each.activity = activity;
        show(workflowId);
      }, PACE);
      return {
        say(line) {
          latest = { ...latest, detail: line, progress: null };
          pace.give(latest);
        },
        progress(progress) {
          if (progress === null && latest.progress === null) return;
          latest = { ...latest, progress: progress && goingOn(progress, latest.progress) };
          pace.give(latest);
        },
        end() {
          pace.end();
          const rest = (underway.get(workflowId) ?? []).filter((other) => other !== each);
          if (rest.length === 0) underway.delete(workflowId);
          else underway.set(workflowId, rest);
          show(workflowId);
        },
      };
    },
    set(workflowId, label, detail) {
      const before = standing.get(workflowId);
      if (before?.label === label && before.detail === detail) return;
      const startedAt = before?.label === label ? before.startedAt : now().toISOString();
      standing.set(workflowId, { label, startedAt, detail, progress: null });
      show(workflowId);
    },
    clear(workflowId, label) {
      if (standing.get(workflowId)?.label !== label) return;
      standing.delete(workflowId);
      show(workflowId);
    },
    notice(sentence) {
      const { notices } = status.getState();
      if (!notices.includes(sentence))
        status.setState({ notices: [...notices, sentence].slice(-MAX_NOTICES) });
    },
  };
}
