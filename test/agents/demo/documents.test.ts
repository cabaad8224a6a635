import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseBehaviour } from "../../../source/agents/demo/behaviour.ts";
import { compose, documentKinds } from "../../../source/agents/demo/documents.ts";
import { readPrompt } from "../../../source/agents/demo/feature.ts";

function prompt(title: string, description: string): string {
  return `You are @duc.\n\n# Issue 3: ${title}\n\n<untrusted-issue>\n${description}\n</untrusted-issue>\n`;
}

function documents(title: string, description: string): string[] {
  return documentKinds.map((kind) => compose(kind, readPrompt(prompt(title, description)), null));
}

const LOGIN = [
  "Add OAuth2 login with Google",
  "Users sign in with Google. Sessions last 7 days.\n- Admins can turn it off.",
] as const;
const EXPORT = ["Export reports as CSV", "An editor can download any report."] as const;

describe("a prompt", () => {
  test("gives the issue, its wishes and who gains by it", () => {
    expect(readPrompt(prompt(...LOGIN))).toMatchObject({
      issue: "3",
      title: "Add OAuth2 login with Google",
      subject: "OAuth2 login with Google",
      anActor: "a user",
      wishes: ["Users sign in with Google.", "Sessions last 7 days.", "Admins can turn it off."],
      review: null,
    });
  });

  test("without a description is read from its title", () => {
    expect(readPrompt(prompt("Add search with filters and sorting", "")).wishes).toEqual([
      "Add search with filters and sorting.",
      "search covers filters.",
      "search covers sorting.",
    ]);
  });

  test("of another form is taken as the description", () => {
    expect(readPrompt("Make it faster").wishes).toEqual(["Make it faster."]);
    expect(readPrompt("").title).toBe("The feature");
  });
});

describe("the documents", () => {
  test("are pages of Markdown about this feature", () => {
    for (const document of documents(...LOGIN)) {
      const lines = document.split("\n");
      expect(lines[0]).toMatch(/^# (Requirements|Design|Tasks): Add OAuth2 login with Google$/);
      expect(lines.length).toBeGreaterThanOrEqual(40);
      expect(lines.length).toBeLessThanOrEqual(82);
      expect(document).toContain("Sessions last 7 days.");
      expect(document).not.toMatch(/\b[Aa] [aeio]|undefined|null/);
    }
  });

  test("differ from feature to feature in what the feature has to mind", () => {
    const [login = ""] = documents(...LOGIN);
    const [csv = ""] = documents(...EXPORT);
    expect(login).toContain("Identity");
    expect(csv).toContain("Files");
    expect(csv).not.toContain("Identity");
  });

  test("hold whatever an issue says on the lines where it belongs", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.string({ unit: "binary", maxLength: 300 }),
        (title, description) => {
          for (const document of documents(title.replace(/\n/g, " "), description)) {
            expect(document.split("\n").filter((line) => line.startsWith("# ")).length).toBe(1);
            expect(document).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
          }
        },
      ),
    );
  });
});

test.each([
  ["", { name: "write" }],
  ["gpt-9", { name: "write" }],
  ["hang", { name: "hang" }],
  ["flood", { name: "flood", linesPerSecond: 1000, totalLines: null }],
  ["flood:10000:1000000", { name: "flood", linesPerSecond: 10_000, totalLines: 1_000_000 }],
  ["flood:-1:x", { name: "flood", linesPerSecond: 1000, totalLines: null }],
])("behaviour %j is %j", (words, behaviour) => {
  expect(parseBehaviour(words)).toEqual(behaviour);
});
