import type { Feature } from "./feature.ts";

/** The tasks: small steps in an order that always leaves something that works. */
export function tasksOf(feature: Feature): string {
  const { issue, title, subject, actor, anActor, wishes, concerns } = feature;
  const wished = wishes.flatMap((wish, index) => [
    `- [ ] 2.${index + 1} Make it true, with a test that fails first: ${wish} (R${index + 1})`,
    `  - the test names the requirement, and plays the ${actor}'s steps`,
  ]);
  const minded = concerns.flatMap(({ name, task }, index) => [
    `- [ ] 3.${index + 1} ${task} (Q${index + 1}, ${name.toLowerCase()})`,
    `  - for ${subject}, on its good path and on each error path`,
  ]);
  return `${[
    `# Tasks: ${title}`,
    "",
    "Version 1",
    "",
    `For issue ${issue}. Each task is a commit that passes all tests; the numbers are those of requirements.md.`,
    "",
    "## 1. The ground",
    "",
    `- [ ] 1.1 A walking skeleton of ${subject}: from the ${actor}'s first action to an answer that is always the same`,
    "  - one end-to-end test, which stays the first of them",
    `- [ ] 1.2 A switch that turns ${subject} off, off by default`,
    "  - with it off, the whole present test suite passes unchanged",
    "",
    "## 2. What the issue asks for",
    "",
    ...wished,
    "",
    "## 3. What such a feature has to mind",
    "",
    ...minded,
    "",
    "## 4. Ready to show",
    "",
    `- [ ] 4.1 A page in the documentation: what ${subject} is for, how to switch it on, what to do when it fails`,
    `- [ ] 4.2 An entry in the changelog that ${anActor} understands`,
    "- [ ] 4.3 The switch on by default, after a week without a report",
    "",
    "## Done when",
    "",
    "- every requirement has a test that carries its number;",
    "- the error paths of requirements.md have been tried by hand once;",
    `- somebody who did not build it has used ${subject} with the documentation alone.`,
  ].join("\n")}\n`;
}
