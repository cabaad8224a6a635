/** A hidden line that says what an issue or a comment of ours is, and finds it again after a crash. */
export type Marker = string & { readonly __marker: unique symbol };

export function workflowMarker(workflowId: string): Marker {
  return marker("workflow", workflowId);
}

export function commentMarker(key: string): Marker {
  return marker("comment", key);
}

/** The text with the marker as its last line. */
export function withMarker(body: string, hidden: Marker): string {
  return body === "" ? hidden : `${body}\n\n${hidden}`;
}

/** Only a last line counts: a marker that came in with somebody's text stands above ours. */
export function hasMarker(body: string, hidden: Marker): boolean {
  const text = body.trimEnd();
  const start = text.length - hidden.length;
  return text.endsWith(hidden) && (start === 0 || text[start - 1] === "\n");
}

/** The id of the workflow that an issue was created for; `null` where its last line names none. */
export function workflowIdOf(body: string): string | null {
  const last = body.trimEnd().split("\n").at(-1) ?? "";
  return /^<!-- orc-tui:workflow=([\w.:/-]+) -->$/.exec(last)?.[1] ?? null;
}

function marker(kind: "workflow" | "comment", id: string): Marker {
  // Anything else could end the HTML comment and become visible text.
  if (!/^[\w.:/-]+$/.test(id) || id.includes("--"))
    throw new TypeError(`not fit for a marker: ${JSON.stringify(id)}`);
  return `<!-- orc-tui:${kind}=${id} -->` as Marker;
}
