import { Text, useIsScreenReaderEnabled } from "ink";
import { useTheme } from "../hooks/use-dashboard.ts";
import { fitLine, type Line } from "../text/segment.ts";
import { spokenLine } from "../text/spoken.ts";
import { colorOf, type Theme, type Tone } from "../theme/theme.ts";

/** The properties of Ink's Text for a tone: its colour, or less weight where the theme has none for it. */
export function inkOf(theme: Theme, tone: Tone | undefined, bold?: boolean, inverse?: boolean) {
  const color = colorOf(theme, tone);
  const isDim = tone !== undefined && bold !== true && theme.colors.dimmed.includes(tone);
  return {
    ...(color === undefined ? {} : { color }),
    ...(isDim ? { dimColor: true } : {}),
    ...(bold === true ? { bold } : {}),
    ...(inverse === true ? { inverse } : {}),
  };
}

/** One row of the screen, never wider than `width`, with nothing in it that a terminal would obey. */
export function LineText({ line, width }: { readonly line: Line; readonly width: number }) {
  const theme = useTheme();
  if (useIsScreenReaderEnabled()) return <Text>{spokenLine(line)}</Text>;
  const pieces = fitLine(line, width);
  const [first] = pieces;
  if (first === undefined) return <Text> </Text>;
  if (pieces.length === 1)
    return (
      <Text
        wrap="truncate"
        italic={first.italic === true}
        {...inkOf(theme, first.tone, first.bold, first.inverse)}
      >
        {first.text}
      </Text>
    );
  return (
    <Text wrap="truncate">
      {pieces.map(({ text, tone, bold, italic, inverse }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a line have no other identity
        <Text key={index} italic={italic === true} {...inkOf(theme, tone, bold, inverse)}>
          {text}
        </Text>
      ))}
    </Text>
  );
}

/** Rows of the screen, one below the other. */
export function Lines({ lines, width }: { readonly lines: readonly Line[]; readonly width: number }) {
  return lines.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a row is what stands in that place
    <LineText key={index} line={line} width={width} />
  ));
}
