/** GitHub refuses longer bodies, in characters. */
const LONGEST_BODY = 65_536;
const CUT = "\n\n… (shortened: the whole text is with the workflow)";

/** The text, shortened where it and `reserved` characters more would be too long for GitHub. */
export function fitting(text: string, reserved: number): string {
  const room = LONGEST_BODY - reserved;
  if (text.length <= room) return text;
  // Half a surrogate pair would be refused.
  return `${text.slice(0, room - CUT.length).replace(/[\ud800-\udbff]$/, "")}${CUT}`;
}
