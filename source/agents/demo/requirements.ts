import { capital, type Feature } from "./feature.ts";

/** The requirements: a user story and acceptance criteria for each wish of the issue. */
export function requirementsOf(feature: Feature): string {
  const { issue, title, subject, actor, anActor, wishes, concerns } = feature;
  const stories = wishes.flatMap((wish, index) => [
    `### R${index + 1}. ${headingOf(wish)}`,
    "",
    `As ${anActor}, I want ${subject} to hold what the issue promises: “${wish}”`,
    "",
    `- **Given** ${subject} is available, **when** ${anActor} uses it, **then** it can be observed that: ${wish}`,
    `- ${SECOND_CRITERIA[index % SECOND_CRITERIA.length]?.(actor)}`,
    "",
  ]);
  const qualities = concerns.map(
    ({ name, criterion }, index) => `- **Q${index + 1} ${name}:** ${criterion}.`,
  );
  return `${[
    `# Requirements: ${title}`,
    "",
    "Version 1",
    "",
    `For issue ${issue}. What ${subject} must do, and how we will know that it does.`,
    "",
    "## Summary",
    "",
    `${capital(anActor)} gets ${subject}. This document turns the issue into ${wishes.length} requirement${wishes.length === 1 ? "" : "s"}`,
    `and ${concerns.length} qualities, each of which can be tested from outside.`,
    "",
    "## User stories and acceptance criteria",
    "",
    ...stories,
    "## Qualities",
    "",
    ...qualities,
    "",
    "## Error paths",
    "",
    `- ${capital(anActor)} without permission is told so before anything happens, and sees nothing of what ${subject} holds.`,
    `- Input that cannot be used is refused with its place and the reason; what was entered is kept.`,
    `- Where ${subject} is switched off or cannot be reached, everything else goes on as before.`,
    "",
    "## Out of scope",
    "",
    `- Changes to what exists today that ${subject} does not need.`,
    "- Migration of data from other systems.",
    "",
    "## Open questions",
    "",
    `1. Who may switch ${subject} on: every ${actor}, or only an owner of the project?`,
    `2. Does anything outside this project depend on how it works without ${subject}?`,
  ].join("\n")}\n`;
}

const SECOND_CRITERIA: readonly ((actor: string) => string)[] = [
  (actor) =>
    `**Given** the same ${actor} does it again, **when** nothing else has changed, **then** the result is the same.`,
  (actor) =>
    `**Given** two ${actor}s do it at once, **when** both are done, **then** neither has lost anything.`,
  (actor) =>
    `**Given** it is interrupted halfway, **when** the ${actor} returns, **then** it goes on where it stopped.`,
];

/** The beginning of a wish, for a heading. */
function headingOf(wish: string): string {
  const words = wish.replace(/[.!?]+$/, "").split(" ");
  return words.length > 9 ? `${words.slice(0, 9).join(" ")} …` : words.join(" ");
}
