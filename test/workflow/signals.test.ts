import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSignal } from "../../source/workflow/signals.ts";
import { computedMs } from "../support/computing-time.ts";

const APPROVAL = { kind: "approve" };
const NOTHING = null;

describe("the words of an approval", () => {
  it.each([
    "approved",
    "approve",
    "/approve",
    "lgtm",
    "Approved",
    "APPROVED",
    "LGTM",
    "/Approve",
    "approved.",
    "approved!",
    "Approved!!!",
    "approved…",
    "(approved)",
    '"approved"',
    "“approved”",
    "**approved**",
    "_approved_",
    "***Approved.***",
    "# Approved",
    "- approved",
    "   approved   ",
    "LGTM!",
    "\n\n  \napproved",
    "\r\n\r\napproved\r\n",
    "approved\r\nand thank you",
    "approved\nbut please rename the flag in a later change",
    "\u200eapproved\u200f",
    "\ufeffapproved",
    "> the plan is complete\n\napproved",
    "> approved?\n>> changes requested: no\n\nApproved",
    "```\nold words\n```\napproved",
    "~~~\nold words\n~~~\nlgtm",
    "````\n```\nstill code\n````\napproved",
    "    indented code\n\napproved",
    "<!-- a hidden note -->\napproved",
    "<!-- a hidden note\nof two lines -->\n/approve",
    "<!---->\napproved\n<!-- a hidden note -->",
    "> quoted\nand on\n\napproved",
    "> quoted\n```\ncode\n```\napproved",
  ])("are heard in %j", (body) => {
    expect(readSignal(body)).toEqual(APPROVAL);
  });

  it.each([
    "",
    "   \n\t\n",
    "not approved",
    "Not approved!",
    "un-approved",
    "unapproved",
    "disapproved",
    "I would have approved",
    "approved by nobody yet",
    "approved, but fix the title first",
    "approved?",
    "lgtm?",
    "~~approved~~",
    "- [ ] approved",
    "❌ approved",
    "🚫 LGTM",
    "👎 approved",
    "approval",
    "//approve",
    "/approve now",
    "/lgtm",
    "Thank you for this.\napproved",
    "On Monday the reviewer wrote:\n> approved",
    "> approved",
    ">approved",
    "> > approved",
    "   > approved",
    "- > approved",
    "1. > approved",
    "> should this be\napproved",
    "> should this be\nperhaps\napproved",
    "- > should this be\napproved",
    "> should this be\n<!-- hidden -->\napproved",
    "> quoted\u2028\u2028approved",
    "> approved\n> lgtm",
    "    approved",
    "\tapproved",
    "  \tapproved",
    "```\napproved\n```",
    "~~~\napproved\n~~~",
    "```text\napproved\n```",
    "```\n~~~\napproved\n~~~\n```",
    "````\n```\napproved\n```\n````",
    "```\n```js\napproved\n```",
    "```\napproved",
    "<!-- approved -->",
    "<!--\napproved",
    "<!--\napproved\n-->\nthank you",
    "`approved`",
    "``approved``",
    "**`approved`**",
    "``` `x\n```\napproved\n```",
    "\\<!-- I have not --> approved",
    "`<!--` I have not --> approved",
    "`<!--` I have not\n--> approved",
    "<!--\n--> approved",
    "<!-- hidden --> approved",
    "approved <!-- not -->",
    "approved <!-- not",
    "<!--> not <!-- --> approved",
    "<!--> not <!-- -->\napproved",
    "<!-- --!> not <!-- -->\napproved",
    "```\n<!--\n```\nI have not\n```\n-->\n```\napproved",
    "    <!--\n\nI have not\n\n    -->\n\napproved",
    "> <!--\n\nI have not\n\n> -->\n\napproved",
    "аpproved", // Cyrillic а
    "approveԁ", // Cyrillic ԁ
    "ａｐｐｒｏｖｅｄ",
    "app\u200broved",
    "app\u00adroved",
    "\u202edevorppa",
    "l g t m",
    "yes",
    "👍",
  ])("are not heard in %j", (body) => {
    expect(readSignal(body)).toEqual(NOTHING);
  });
});

describe("a request for changes", () => {
  it.each([
    ["changes requested: more detail", "more detail"],
    ["Changes Requested: more detail", "more detail"],
    ["CHANGES REQUESTED:more detail", "more detail"],
    ["**Changes requested:** more detail", "more detail"],
    ["**changes requested**: more detail", "more detail"],
    ["- changes requested: more detail", "more detail"],
    ["/reject more detail", "more detail"],
    ["/Reject more detail", "more detail"],
    ["/reject\nmore detail", "more detail"],
    ["changes requested:\n\n- one\n- two", "- one\n- two"],
    ["changes requested: one\r\ntwo\r\n\r\nthree\r\n", "one\ntwo\n\nthree"],
    ["changes requested: wrong: the title", "wrong: the title"],
    ["> old words\n\n/reject too vague", "too vague"],
    ["<!-- hidden -->changes requested: x", "x"],
    ["changes requested: is it safe?", "is it safe?"],
    ["changes requested: \u202eabc", "\u202eabc"],
  ])("is heard in %j", (body, reason) => {
    expect(readSignal(body)).toEqual({ kind: "reject", reason });
  });

  it.each([
    "changes requested",
    "changes requested:",
    "changes requested:  \n  \n",
    "changes requested: <!-- nothing -->",
    "/reject",
    "/reject   ",
    "/rejected because",
    "/rejects",
    "no changes requested: well done",
    "changes were requested: x",
    "I have some changes requested: x",
    "~~changes requested: x~~",
    "> changes requested: x",
    "- > /reject x",
    "    /reject x",
    "```\n/reject x\n```",
    "thank you\n/reject x",
    "see /reject x",
    "`/reject x`",
    "> quoted\n/reject x",
  ])("is not heard in %j", (body) => {
    expect(readSignal(body)).toEqual(NOTHING);
  });
});

describe("a signal, in any text", () => {
  const piece = fc.constantFrom(
    ...[
      "approved",
      "lgtm",
      "/approve",
      "/reject ",
      "changes requested: ",
      "not ",
      "x",
      " ",
      "    ",
      "\t",
      "?",
    ],
    ...["> ", "- ", "```", "~~~", "<!--", "-->", "**", "\n", "\r\n", "\u202e", "é", "\ud800"],
  );
  const body = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(""));

  it("is never in a quotation, in code or behind a first line of other words", () => {
    fc.assert(
      fc.property(body, (text) => {
        const lines = text.split(/\r\n|[\n\r]/);
        expect(readSignal(lines.map((line) => `> ${line}`).join("\n"))).toBeNull();
        expect(readSignal(lines.map((line) => `    ${line}`).join("\n"))).toBeNull();
        expect(readSignal(`Some thoughts on this\n${text}`)).toBeNull();
        expect(readSignal(`\`\`\`\`\`\`\`\n${text.replaceAll("`", "")}\n\`\`\`\`\`\`\``)).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });

  it("is read in reasonable time from the longest comments", () => {
    for (const unit of ["<!--", "> ", "[ ", "*", "```\n", "- ", "changes requested", "\u200e", "-->"]) {
      const started = computedMs();
      readSignal(unit.repeat(65_536 / unit.length));
      expect(computedMs() - started).toBeLessThan(500);
    }
  });
});

describe("a reviewer's reason", () => {
  it("keeps the quotes and the code that the words are about", () => {
    const body =
      "changes requested: see below\n\n> the token lives a day\n\n```ts\nttl = 60\n```\nmake it so";
    expect(readSignal(body)).toEqual({
      kind: "reject",
      reason: "see below\n\n> the token lives a day\n\n```ts\nttl = 60\n```\nmake it so",
    });
  });
});
