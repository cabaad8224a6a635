import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { branchNameOf, slugOf, titleOf } from "../../source/workflow/names.ts";

const BRANCH = /^[1-9][0-9]*-[a-z0-9]+(-[a-z0-9]+)*$/;
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc.string({
    unit: fc.constantFrom("a", "Z", "-", " ", "/", "..", "'", "é", "ß", "٣", "İ", "ﬃ", "\u202e", "\n"),
  }),
);
const issueNumber = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

describe("a branch name", () => {
  it("is the issue and the slug of its title", () => {
    expect(branchNameOf(1, "Add OAuth2 login with Google")).toBe("1-add-oauth2-login-with-google");
  });

  it("is safe and at most 50 characters long whatever the title", () => {
    fc.assert(
      fc.property(issueNumber, anyText, (issue, text) => {
        const branch = branchNameOf(issue, text);
        expect(branch).toMatch(BRANCH);
        expect(branch.length).toBeLessThanOrEqual(50);
        expect(branch.startsWith(`${issue}-`)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ["100 kB of letters", "x".repeat(100_000)],
    ["100 kB of words", "word ".repeat(20_000)],
    ["100 kB of marks", "\u0301".repeat(50_000)],
    ["100 kB of emoji", "👩‍👩‍👧‍👦".repeat(4_000)],
    ["nothing", ""],
    ["an option", "--upload-pack=touch /tmp/x"],
    ["a path", "../../etc/passwd"],
    ["a shell", '$(reboot); `reboot` | reboot & "reboot"'],
    ["control sequences", "\x1b]0;x\x07\x1b[2J\r\n"],
  ])("survives %s", (_what, text) => {
    expect(branchNameOf(12, text)).toMatch(BRANCH);
    expect(branchNameOf(12, text).length).toBeLessThanOrEqual(50);
  });

  it("is cut at a word", () => {
    const branch = branchNameOf(123, "Introduce a configurable retry policy for outgoing webhooks");
    expect(branch).toBe("123-introduce-a-configurable-retry-policy-for");
  });

  it("is the same when it is made of the slug instead of the title", () => {
    fc.assert(
      fc.property(issueNumber, anyText, (issue, text) => {
        expect(branchNameOf(issue, slugOf(text))).toBe(branchNameOf(issue, text));
      }),
    );
  });
});

describe("a slug", () => {
  it.each([
    ["Änderung für Größe", "anderung-fur-gro-e"],
    ["Don't  panic!", "dont-panic"],
    ["Ａｄｄ ﬁle", "add-file"],
    ["日本語", "feature"],
    ["--- ", "feature"],
  ])("of %j is %s", (text, slug) => {
    expect(slugOf(text)).toBe(slug);
  });
});

describe("a title", () => {
  it("is the first line with something on it", () => {
    expect(titleOf("\n \r\n\x00\x1b\n  Add\tlogin \nand more")).toBe("Add login");
    expect(titleOf("Add login\u2028hidden")).toBe("Add login");
  });

  it("is one short line without control characters whatever the description", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const title = titleOf(text);
        expect(title).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect([...title].length).toBeLessThanOrEqual(100);
        expect(title).toBe(title.trim());
        if (/[a-z0-9]/i.test(text)) expect(title).not.toBe("");
      }),
    );
  });

  it("is cut at a word, and never inside a character", () => {
    expect(titleOf("word ".repeat(40))).toBe(`${"word ".repeat(19).trim()}…`);
    expect(titleOf("😀".repeat(200))).toBe(`${"😀".repeat(99)}…`);
  });
});
