import type { Finding } from "../../orchestrator/session.ts";
import { glyphs } from "../glyphs.ts";
import { type Line, segment } from "../text/segment.ts";
import { wrapLine } from "../text/wrap-line.ts";

const LOOKS = {
  problem: { glyph: glyphs.failed, tone: "failed" },
  warning: { glyph: glyphs.blocked, tone: "gate" },
  ok: { glyph: glyphs.done, tone: "done" },
} as const;
const ORDER = Object.keys(LOOKS);

/**
 * Whether everything is there that a workflow needs, what is missing first and with what mends it.
 * @param findings `null` while it is being looked at
 * @param inFull also what is as it should be
 */
export function findingLines(findings: readonly Finding[] | null, width: number, inFull: boolean): Line[] {
  if (findings === null) return [[segment("looking whether everything is there …", "muted")]];
  const sorted = findings.toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
  const shown = inFull ? sorted : sorted.filter(({ verdict }) => verdict !== "ok");
  return shown.flatMap(({ what, verdict, message, remedy }) => {
    const { glyph, tone } = LOOKS[verdict];
    const rest = remedy === "" ? "" : `${/[.!?]$/.test(message) ? "" : "."} ${remedy}`;
    const line: Line = [
      segment(`${glyph} `, tone),
      segment(`${what}: `, verdict === "ok" ? "muted" : undefined, verdict === "problem"),
      segment(message + rest, verdict === "ok" ? "muted" : undefined),
    ];
    return wrapLine(line, width, verdict === "ok" ? 1 : 4, 2);
  });
}
