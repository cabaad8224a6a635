import { glyphs } from "../glyphs.ts";
import { type Line, type Segment, segment } from "../text/segment.ts";
import { displayWidth, pad } from "../text/width.ts";
import type { Stage } from "../wording/pipeline.ts";

/**
 * The stations as a rail with their times below: solid where the workflow has been, dashed ahead of it. Where
 * there is no room only the present station has its name.
 */
export function pipelineLines(stages: readonly Stage[], width: number): Line[] {
  const labels = stages.reduce((sum, { label }) => sum + label.length + 2, 0);
  const gaps = stages.length - 1;
  const gap = Math.min(12, Math.floor((width - labels) / gaps));
  if (gap < 3) return [shortRail(stages)];
  const rail: Segment[] = [];
  const times: Segment[] = [];
  for (const [index, stage] of stages.entries()) {
    if (index > 0) rail.push(segment(` ${connector(stage).repeat(gap - 2)} `, railTone(stage)));
    rail.push(...station(stage));
    const room = stage.label.length + 2 + (index < gaps ? gap : 0);
    times.push(segment(pad(`  ${stage.time}`, Math.max(room, displayWidth(stage.time) + 2)), "muted"));
  }
  return [rail, times];
}

function shortRail(stages: readonly Stage[]): Line {
  return stages.flatMap((stage, index): Segment[] => {
    const before = index > 0 ? [segment(connector(stage), railTone(stage))] : [];
    if (stage.position !== "current") return [...before, segment(stage.glyph, stage.tone)];
    return [
      ...before,
      segment(index > 0 ? " " : ""),
      ...station(stage),
      segment(stage.time === "" ? " " : ` ${stage.time} `, "muted"),
    ];
  });
}

function station({ glyph, tone, label, position }: Stage): Segment[] {
  if (position === "ahead") return [segment(`${glyph} `, "faint"), segment(label, "muted")];
  return [
    segment(`${glyph} `, tone),
    segment(label, position === "current" ? tone : "muted", position === "current"),
  ];
}

function connector(stage: Stage): string {
  return stage.position === "ahead" ? glyphs.ahead : glyphs.passed;
}

function railTone(stage: Stage) {
  return stage.position === "ahead" ? "faint" : stage.tone;
}
