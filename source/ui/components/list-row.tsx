import { Box } from "ink";
import { memo } from "react";
import type { Workflow } from "../../workflow/state.ts";
import { glyphs } from "../glyphs.ts";
import { useTime } from "../hooks/use-clock.ts";
import { useTheme } from "../hooks/use-dashboard.ts";
import { useDrift, usePullRequest } from "../hooks/use-remote-facts.ts";
import { useActivity, useVitals } from "../hooks/use-session-status.ts";
import { useFrozen } from "../hooks/use-workflows.ts";
import { segment, spread } from "../text/segment.ts";
import { displayWidth } from "../text/width.ts";
import { badgeOf } from "../wording/badge.ts";
import { progressOf } from "../wording/pipeline.ts";
import { pullRequestForms } from "../wording/pull-request.ts";
import { ageOf, numberOf, rowWords } from "../wording/summary.ts";
import { LineText } from "./line.tsx";

const STRETCHES = 4;
/** The bar, the sign's place, the progress and the space behind it. */
const LEFT_OF_SUMMARY = 3 + STRETCHES + 1;
/** The columns of an age: "42 min". */
const AGE = 6;
/** Of one that cannot be changed, whatever its state is. */
const FROZEN = { glyph: glyphs.failed, tone: "failed" } as const;

interface Props {
  readonly workflow: Workflow;
  readonly width: number;
  /** 2 with the summary below the title, 1 without. */
  readonly rows: 1 | 2;
  readonly selected: boolean;
  readonly focused: boolean;
  /** Whether it is marked; `null` while nothing is. */
  readonly marked: boolean | null;
}

/** A workflow in the list: its sign and title, and below how far it is and what it waits for. */
export const ListRow = memo(function ListRow({ workflow, width, rows, selected, focused, marked }: Props) {
  const theme = useTheme();
  const activity = useActivity(workflow.id);
  const age = useTime((now) => ageOf(workflow, now));
  const frozen = useFrozen(workflow.id);
  const { glyph, tone } = frozen === null ? badgeOf(workflow) : FROZEN;
  const ended = workflow.state === "DONE" || workflow.state === "CANCELLED";
  const bar = segment(selected ? glyphs.selected : " ", focused ? "accent" : "muted");
  const title = [
    bar,
    ...(marked === null ? [] : [segment(marked ? "[x] " : "[ ] ", marked ? "accent" : "muted", marked)]),
    segment(`${glyph} `, tone),
    segment(workflow.title, ended && !selected ? "muted" : undefined, selected),
  ];
  const drift = useDrift(workflow.id) === null ? [] : [segment(`${glyphs.drift} `, "gate")];
  const number = [...drift, segment(`${numberOf(workflow)} `, "muted")];
  const known = usePullRequest(workflow.id, workflow.pullRequest);
  const pullRequest = known === null ? [] : pullRequestForms(known);
  const beside = { pullRequest, vitals: useVitals(workflow.id), frozen };
  const room = width - LEFT_OF_SUMMARY - displayWidth(age) - 2;
  const passed = progressOf(workflow);
  const background = selected && focused ? theme.colors.selection : undefined;
  return (
    <Box
      flexDirection="column"
      width={width}
      height={rows}
      {...(background === undefined ? {} : { backgroundColor: background })}
    >
      <LineText
        line={spread(
          title,
          rows === 1 ? [...number, segment(`${age.padStart(AGE)} `, "muted")] : number,
          width,
        )}
        width={width}
      />
      {rows === 2 && (
        <LineText
          line={spread(
            [
              bar,
              segment("  "),
              segment(glyphs.passed.repeat(passed), tone),
              segment(glyphs.ahead.repeat(STRETCHES - passed), "faint"),
              segment(` ${rowWords(workflow, activity, beside, room)}`, "muted"),
            ],
            [segment(`${age} `, "muted")],
            width,
          )}
          width={width}
        />
      )}
    </Box>
  );
});
