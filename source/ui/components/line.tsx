import { Text } from "ink";
import { useTheme } from "../hooks/use-dashboard.ts";
import { fitLine, type Line } from "../text/segment.ts";
import { colorOf, type Theme, type Tone } from "../theme/theme.ts";

/** The properties of Ink's Text for a tone: none where the theme has no colour for it. */
export function inkOf(theme: Theme, tone: Tone | undefined, bold?: boolean, inverse?: boolean) {
  const color = colorOf(theme, tone);
  return {
    ...(color === undefined ? {} : { color }),
    ...(bold === true ? { bold } : {}),
    ...(inverse === true ? { inverse } : {}),
  };
}

/** One row of the screen, never wider than `width`, with nothing in it that a terminal would obey. */
export function LineText({ line, width }: { readonly line: Line; readonly width: number }) {
  const theme = useTheme();
  const pieces = fitLine(line, width);
  const [first] = pieces;
  if (first === undefined) return <Text> </Text>;
  if (pieces.length === 1)
    return (
      <Text wrap="truncate" {...inkOf(theme, first.tone, first.bold, first.inverse)}>
        {first.text}
      </Text>
    );
  return (
    <Text wrap="truncate">
      {pieces.map(({ text, tone, bold, inverse }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a line have no other identity
        <Text key={index} {...inkOf(theme, tone, bold, inverse)}>
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
