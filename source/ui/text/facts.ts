import { type Line, lineWidth, segment } from "./segment.ts";

/** One way to say something. */
export interface Form {
  readonly line: Line;
  /** Of all that is said the form of least worth gives way first: to the next shorter one, or to nothing. */
  readonly worth: number;
}

/** Something to be told on a line it shares with others, in all its forms, the fullest first. */
export type Fact = readonly [Form, ...Form[]];

const DOT = segment(" · ", "muted");

/** The facts on one line, as much of them as fits, none cut within a word as long as it has a shorter form. */
export function factsLine(facts: readonly Fact[], width: number): Line {
  const line = facts.flatMap(([{ line: words }], index) => (index === 0 ? words : [DOT, ...words]));
  const weakest = facts.reduce((least, [{ worth }]) => Math.min(least, worth), Number.POSITIVE_INFINITY);
  if (lineWidth(line) <= width || weakest === Number.POSITIVE_INFINITY) return line;
  return factsLine(
    facts.flatMap((fact) => (fact[0].worth === weakest ? shorter(fact) : [fact])),
    width,
  );
}

function shorter([, next, ...rest]: Fact): Fact[] {
  return next === undefined ? [] : [[next, ...rest]];
}
