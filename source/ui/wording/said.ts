import { screenText } from "../../text/screen.ts";

/** One that never ends hides everything after it, as it does on GitHub. */
const HTML_COMMENT = /<!--[\s\S]*?(?:-->|$)/g;

/** What people see of a comment's or an issue's body: no HTML comments, no blank lines at its ends or in heaps. */
export function visibleLines(body: string): string[] {
  const lines = screenText(body.replace(HTML_COMMENT, ""))
    .split("\n")
    .map((line) => line.trimEnd());
  const kept = lines.filter((line, index) => line !== "" || (lines[index - 1] ?? "") !== "");
  return kept.at(-1) === "" ? kept.slice(0, -1) : kept;
}

/** Empty where nothing is to be seen. */
export function firstVisibleLine(body: string): string {
  return visibleLines(body)[0]?.trim() ?? "";
}
