/** What an agent said or did, in one vocabulary for all providers. Plain data; every text is untrusted. */
export type AgentEvent =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "tool_call"; readonly callId: string; readonly tool: string; readonly input: string }
  | { readonly type: "tool_result"; readonly callId: string; readonly ok: boolean; readonly output: string }
  | UsageEvent
  | CostEvent
  | { readonly type: "session"; readonly sessionId: string }
  | { readonly type: "error"; readonly message: string }
  | { readonly type: "note"; readonly text: string }
  | EndEvent;

/**
 * What a figure counts: one `step` is added to those before it, a total of the whole `run` so far
 * replaces them. Providers report one or the other.
 */
type Scope = "step" | "run";

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

/** The provider's own word that its work is over. There may be several; the last one counts. */
export interface EndEvent {
  readonly type: "end";
  readonly outcome: "success" | "failure";
  /** One sentence; `null` where the provider gives none. */
  readonly reason: string | null;
}
