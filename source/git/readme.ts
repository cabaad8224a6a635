import { screenLine } from "../text/screen.ts";

/** Characters of a title that are kept. */
const LONGEST_TITLE = 200;

export interface PlanFacts {
  readonly issue: number;
  readonly title: string;
  /** The issue's page; `null` with the local tracker. */
  readonly url: string | null;
  readonly branch: string;
  /** The day it was started, as it is to be shown. */
  readonly date: string;
}

/** The page that opens `.plans/<issue>/` (spec section 4, step 4). */
export function readmeText({ issue, title, url, branch, date }: PlanFacts): string {
  const page = webAddress(url);
  return `# ${inertMarkdown(title) || `Issue ${issue}`}

| | |
|---|---|
| Issue | ${page === null ? `#${issue} (local tracker)` : `[#${issue}](<${page}>)`} |
| Branch | ${inertMarkdown(branch)} |
| Started | ${inertMarkdown(date)} |
| Status | begun; the status label of the issue and \`orc-tui status ${issue}\` say where it stands |

- \`specs/\`: what is to be built
- \`plans/\`: how it is to be built
- \`reviews/\`: what reviewers said
`;
}

/** Text from outside as one line of Markdown that is only text: no markup, no HTML, no table cell. */
function inertMarkdown(text: string): string {
  const characters = Array.from(screenLine(text));
  const kept = characters.slice(0, LONGEST_TITLE).join("");
  const shortened = characters.length > LONGEST_TITLE ? `${kept}…` : kept;
  return shortened.replace(/[\\`*_[\]<>|~&#]/g, "\\$&");
}

function webAddress(url: string | null): string | null {
  const parsed = url === null ? null : URL.parse(url);
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.href.replaceAll("|", "%7C") : null;
}
