/** What an agent said or did, in one vocabulary for all providers. Plain data; every text is untrusted. */
export type AgentEvent =
  | (FromAgent & { readonly type: "text"; readonly text: string })
  | FragmentEvent
  | (FromAgent & {
      readonly type: "tool_call";
      readonly callId: string;
      readonly tool: string;
      readonly input: string;
    })
  | (FromAgent & {
      readonly type: "tool_result";
      readonly callId: string;
      readonly ok: boolean;
      readonly output: string;
    })
  | DeniedEvent
  | UsageEvent
  | CostEvent
  | SessionEvent
  | WaitingEvent
  | BackgroundEvent
  | { readonly type: "error"; readonly message: string }
  | { readonly type: "note"; readonly text: string }
  | EndEvent;

/** Who speaks, where it is not the agent itself. */
interface FromAgent {
  /** The tool call that started the sub-agent whose words these are; left out for the agent's own. */
  readonly parent?: string;
}

/**
 * A piece of a text that is being said, as it comes. The whole follows as a `text`, for which the pieces are
 * only a preview; a provider that never repeats the whole says everything in pieces.
 */
interface FragmentEvent extends FromAgent {
  readonly type: "fragment";
  readonly text: string;
}

/** A tool that the agent wanted to use and may not. */
interface DeniedEvent extends FromAgent {
  readonly type: "denied";
  readonly tool: string;
  readonly message: string;
}

/**
 * What a figure counts: one `step` is added to those before it; a total of the whole `run` so far replaces them, and
 * so does one of the whole `session`, from which the earlier runs of that session are still to be taken away.
 */
type Scope = "step" | "run" | "session";

interface UsageEvent {
  readonly type: "usage";
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly scope: Scope;
}

interface CostEvent {
  readonly type: "cost";
  readonly costUsd: number;
  readonly scope: Scope;
}

/** A turn of the agent's work begins, in this session; there may be several in a run. */
interface SessionEvent {
  readonly type: "session";
  readonly sessionId: string;
  /** What is worth knowing of it, in a few words: the model, how it is paid for. */
  readonly about?: string;
}

/** The model's service does not answer as it should, and the agent waits before it asks again. */
export interface WaitingEvent {
  readonly type: "waiting";
  readonly reason: string;
  /** How long, in seconds; `null` where the agent does not say. */
  readonly seconds: number | null;
}

/** How many tasks the agent has going beside its turn: while there are any, the end of the turn is not the end. */
interface BackgroundEvent {
  readonly type: "background";
  readonly running: number;
}

/** Why a run failed, as far as it decides what a person can do about it. */
export const FAILURE_CAUSES = [
  "login",
  "refused",
  "rate_limit",
  "service",
  "budget",
  "turns",
  "session",
  "aborted",
  "setup",
  "prompt",
] as const;
export type FailureCause = (typeof FAILURE_CAUSES)[number];

/** The provider's own word that its work is over. There may be several; `laterEnd` says which one counts. */
export interface EndEvent {
  readonly type: "end";
  readonly outcome: "success" | "failure";
  /** One sentence; `null` where the provider gives none. */
  readonly reason: string | null;
  readonly cause?: FailureCause;
  /** How many uses of tools were denied during the turn. */
  readonly denials?: number;
  /** It ends a turn that the agent took by itself, for the news of a background task. */
  readonly isFollowUp?: boolean;
}

/** The end that counts after one more was seen: what the agent was asked for outweighs its follow-ups. */
export function laterEnd(before: EndEvent | null, next: EndEvent): EndEvent {
  return next.isFollowUp === true && before !== null ? before : next;
}
