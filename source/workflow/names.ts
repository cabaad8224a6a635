/** The longest branch name orc-tui makes (spec section 4). */
const MAX_BRANCH = 50;
const MAX_TITLE = 100;

/** The title of a workflow: the first line of what the user wrote, cut at a word where it is long. */
export function titleOf(description: string): string {
  const clean =
    description
      .split(/[\r\n\u2028\u2029]/)
      .map(printable)
      .find(Boolean) ?? "";
  const letters = [...clean];
  if (letters.length <= MAX_TITLE) return clean;
  const cut = letters.slice(0, MAX_TITLE - 1).join("");
  const word = cut.lastIndexOf(" ");
  return `${word > MAX_TITLE / 2 ? cut.slice(0, word) : cut}…`;
}

function printable(line: string): string {
  return line
    .replace(/[\x00-\x1f\x7f-\x9f]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** Lower-case a-z, 0-9 and single dashes, from any text; `feature` where nothing of it is left. */
export function slugOf(text: string, maxLength = MAX_BRANCH): string {
  const words = text
    .slice(0, 1_000)
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{Mark}+/gu, "")
    .replace(/['’]/g, "")
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  let slug = "";
  for (const word of words) {
    const longer = slug === "" ? word : `${slug}-${word}`;
    if (longer.length > maxLength) break;
    slug = longer;
  }
  return slug || (words[0] ?? "feature").slice(0, maxLength);
}

/** `{issue}-{slug}`, at most 50 characters, cut at a word (spec section 4). */
export function branchNameOf(issueNumber: number, featureName: string): string {
  const prefix = `${issueNumber}-`;
  return prefix + slugOf(featureName, MAX_BRANCH - prefix.length);
}
