import { capital, type Feature } from "./feature.ts";

/** The design: components, the way of a request through them, decisions and risks. */
export function designOf(feature: Feature): string {
  const { issue, title, subject, actor, anActor, wishes, concerns } = feature;
  const name = moduleName(subject);
  const rows = concerns.map(({ component, duty }) => `| ${component} | ${duty} |`);
  const steps = concerns.map(
    ({ component, duty }, index) => `${index + 3}. The ${component.toLowerCase()} ${duty}.`,
  );
  const decisions = concerns.flatMap(({ name: concern, risk }, index) => [
    `### D${index + 2}. ${concern}`,
    "",
    risk,
    "",
  ]);
  const coverage = wishes.map(
    (wish, index) => `| R${index + 1} | \`${name}\`, ${componentFor(feature, index)} | ${wish} |`,
  );
  return `${[
    `# Design: ${title}`,
    "",
    "Version 1",
    "",
    `For issue ${issue}. How ${subject} is built; what it must do is in requirements.md.`,
    "",
    "## Components",
    "",
    "| component | duty |",
    "|---|---|",
    `| \`${name}\` | the rules of ${subject}: pure functions, no input or output |`,
    ...rows,
    "",
    "## The way of a request",
    "",
    `1. ${capital(anActor)} asks for ${subject}.`,
    `2. \`${name}\` decides whether that is possible now, and says why where it is not.`,
    ...steps,
    `${concerns.length + 3}. The ${actor} sees the result, or one sentence with a remedy.`,
    "",
    "## Where each requirement is met",
    "",
    "| requirement | component | wish |",
    "|---|---|---|",
    ...coverage,
    "",
    "## Decisions",
    "",
    "### D1. Rules apart from effects",
    "",
    `\`${name}\` knows nothing of the components around it, so that every rule of ${subject} is tested without them.`,
    "",
    ...decisions,
    "## Alternatives",
    "",
    `- Everything in one component: less to read at first, but the rules of ${subject} could be tested only through the screen.`,
    `- A ready-made service: quick to begin with, but the issue asks for ${subject} where the data already is.`,
  ].join("\n")}\n`;
}

function moduleName(subject: string): string {
  const [core = ""] = subject.toLowerCase().split(/ (?:with|for|by|via|using|in|to|from|as|on) /);
  const words = core.match(/[a-z0-9]+/g) ?? [];
  return words.slice(0, 3).join("-") || "feature";
}

function componentFor({ concerns }: Feature, index: number): string {
  return concerns[index % concerns.length]?.component ?? "View";
}
