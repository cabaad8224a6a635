import { type Dashboard, selectedWorkflow } from "../dashboard.ts";
import { emptyBuffer } from "../editor/text-buffer.ts";
import { type LogView, nextLevel } from "../panes/log-view.ts";
import type { Command } from "./command.ts";
import { wayTo } from "./key-names.ts";
import { whyNone } from "./selected.ts";

function viewOf({ screen }: Dashboard): LogView {
  return screen.getState().logView;
}

function change(dashboard: Dashboard, changed: Partial<LogView>): void {
  dashboard.screen.setState({ logView: { ...viewOf(dashboard), ...changed } });
}

function endSearch(dashboard: Dashboard): void {
  dashboard.screen.setState({ overlay: null });
  change(dashboard, { search: "" });
}

/** Searches on for what was typed; for nothing, the search is over. */
function keepSearch(dashboard: Dashboard): void {
  const { overlay } = dashboard.screen.getState();
  if (overlay?.kind !== "search") return;
  change(dashboard, { search: overlay.query.text });
  dashboard.screen.setState({ overlay: null });
}

function rawWords({ keymap }: Dashboard, reason: string): string {
  return `${reason}: ${wayTo(keymap, "log.raw")} leaves it`;
}

function whyNoLog(dashboard: Dashboard): string | null {
  const workflow = selectedWorkflow(dashboard);
  if (workflow === null) return whyNone(dashboard);
  return workflow.state === "IDLE" && workflow.runs.length === 0 ? "nothing has run yet" : null;
}

/** The keys of the log, which count when the detail has the focus and shows it. */
export const logCommands: readonly Command[] = [
  {
    id: "log.search",
    scope: "log",
    keys: ["/"],
    label: "search",
    description: "search the whole run",
    footer: 61,
    whyNot: whyNoLog,
    run: ({ screen }) => screen.setState({ overlay: { kind: "search", query: emptyBuffer } }),
  },
  {
    id: "log.level",
    scope: "log",
    keys: ["l"],
    label: "filter",
    description: "show less: no results, words, problems",
    footer: 62,
    whyNot: (dashboard) => (viewOf(dashboard).raw ? rawWords(dashboard, "the raw log is shown whole") : null),
    run: (dashboard) => change(dashboard, { level: nextLevel(viewOf(dashboard).level) }),
  },
  {
    id: "log.unfold",
    scope: "log",
    keys: ["f"],
    label: "unfold",
    description: "unfold or fold tool calls and results",
    footer: 63,
    whyNot: (dashboard) =>
      viewOf(dashboard).raw ? rawWords(dashboard, "nothing of the raw log is folded") : null,
    run: (dashboard) => change(dashboard, { unfolded: !viewOf(dashboard).unfolded }),
  },
  {
    id: "log.raw",
    scope: "log",
    keys: ["v"],
    label: "raw",
    description: "lines as the agent wrote them, and back",
    footer: 64,
    run: (dashboard) => change(dashboard, { raw: !viewOf(dashboard).raw }),
  },
  {
    id: "matches.next",
    scope: "matches",
    keys: ["n"],
    label: "next match",
    description: "next match, as long as one searches",
    footer: 0,
    run: ({ finding }) => finding.current?.next(),
  },
  {
    id: "matches.previous",
    scope: "matches",
    keys: ["N"],
    label: "match before",
    description: "match before",
    footer: 0,
    run: ({ finding }) => finding.current?.previous(),
  },
  {
    id: "matches.end",
    scope: "matches",
    keys: ["esc"],
    label: "end search",
    description: "end the search",
    footer: 0,
    run: endSearch,
  },
];

/** The keys while one types what to search for. */
export const searchCommands: readonly Command[] = [
  {
    id: "search.keep",
    scope: "search",
    keys: ["enter"],
    label: "keep",
    description: "keep the search, to move from match to match",
    footer: 2,
    run: keepSearch,
  },
  {
    id: "search.end",
    scope: "search",
    keys: ["esc"],
    label: "end",
    description: "end it, and back to where you were",
    footer: 3,
    run: endSearch,
  },
  {
    id: "search.next",
    scope: "search",
    keys: ["down", "ctrl+n"],
    label: "next",
    description: "next match",
    footer: 1,
    run: ({ finding }) => finding.current?.next(),
  },
  {
    id: "search.previous",
    scope: "search",
    keys: ["up", "ctrl+p"],
    label: "match before",
    description: "match before",
    run: ({ finding }) => finding.current?.previous(),
  },
];
