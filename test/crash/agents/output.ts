/**
 * What is wrong with an agent's output as it is on disk, beside the lines that it has noted. An agent notes a line
 * after it has written it: one more may be on disk, or a part of it.
 */
export function outputProblems(is: string, said: string): string[] {
  if (!is.startsWith(said)) return [differenceOf(is, said)];
  const more = is.slice(said.length);
  return (isAtMostOneLine(more) && !said.split("\n").includes(more.trimEnd())) || more === ""
    ? []
    : [`it has too much: ${more.slice(0, 200)}`];
}

function isAtMostOneLine(text: string): boolean {
  const end = text.indexOf("\n");
  return end === -1 || end === text.length - 1;
}

function differenceOf(is: string, said: string): string {
  const [lines, wanted] = [is.split("\n"), said.split("\n")];
  const at = wanted.findIndex((line, index) => line !== lines[index]);
  const short = (line: string | undefined) => JSON.stringify(line?.slice(0, 120));
  return `line ${at + 1} of ${wanted.length} is ${short(lines[at])}, not ${short(wanted[at])}`;
}
