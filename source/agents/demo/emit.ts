/** What the demo agent prints: its own format, read back by `providers/demo.ts`. */
export type DemoEvent =
  | { readonly type: "session"; readonly session_id: string; readonly model: string }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "tool_call"; readonly id: string; readonly name: string; readonly input: string }
  | { readonly type: "tool_result"; readonly id: string; readonly ok: boolean; readonly output: string }
  | { readonly type: "usage"; readonly input_tokens: number; readonly output_tokens: number }
  | { readonly type: "error"; readonly message: string }
  | { readonly type: "end"; readonly outcome: "success" | "failure"; readonly reason: string };

/** Prints one event as a line of JSON, with the time. */
export function emit(event: DemoEvent): void {
  process.stdout.write(`${JSON.stringify({ ...event, at: new Date().toISOString() })}\n`);
}
