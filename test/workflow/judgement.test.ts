import { describe, expect, it } from "vitest";
import {
  decidersOf,
  type JudgedComment,
  type JudgementContext,
  judgeComments,
  type Verdict,
} from "../../source/workflow/judgement.ts";
import type { Run } from "../../source/workflow/state.ts";
import { GATE, workflowAfter } from "./journey.ts";

const READY: JudgedComment = {
  id: "ready",
  author: { login: "owner", isBot: false },
  body: "✅ @duc: specification ready for review at a1\n\n<!-- orc-tui:comment=w1:ready:1:a1 -->",
  createdAt: "2026-01-01T12:00:00.000Z",
  editedAt: null,
  isMinimized: false,
  viaEmail: false,
};
const COMMENT: JudgedComment = {
  ...READY,
  id: "c-1",
  author: { login: "dana", isBot: false },
  body: "approved",
};
const RUN = workflowAfter(...GATE).runs[0] as Run;

const OPEN: JudgementContext = {
  state: "GATE_1",
  announcement: { commentId: "ready", createdAt: READY.createdAt },
  handled: [],
  run: RUN,
  agentLogins: ["agent-account"],
  mayDecide: (login) => login === "dana" || login === "erin",
};

const by = (login: string, body: string, parts: Partial<JudgedComment> = {}): JudgedComment => ({
  ...COMMENT,
  id: `${login}: ${body}`,
  author: { login, isBot: false },
  body,
  ...parts,
});

/** What becomes of the comments that follow the announcement, in words: `approve`, `reject: …`, `refused: …`. */
function verdictsOf(comments: readonly JudgedComment[], context: Partial<JudgementContext> = {}): string[] {
  return judgeComments([READY, ...comments], { ...OPEN, ...context }).map(({ verdict }) => inWords(verdict));
}

function inWords(verdict: Verdict): string {
  switch (verdict.kind) {
    case "decision":
      return verdict.signal.kind === "approve" ? "approve" : `reject: ${verdict.signal.reason}`;
    case "refused":
      return `refused: ${verdict.reason}`;
    default:
      return verdict.kind;
  }
}

describe("a comment on an open gate", () => {
  it("counts when everything holds", () => {
    expect(verdictsOf([COMMENT])).toEqual(["approve"]);
    expect(verdictsOf([by("erin", "/reject too vague\nin section 2")])).toEqual([
      "reject: too vague\nin section 2",
    ]);
  });

  const refused: [string, Partial<JudgedComment>, Partial<JudgementContext>, RegExp][] = [
    ["of a bot", { author: { login: "helper[bot]", isBot: true } }, {}, /helper\[bot\] is a bot/],
    ["of a deleted account", { author: null }, {}, /account has been deleted/],
    [
      "of the agent's account",
      { author: { login: "Agent-Account", isBot: false } },
      {},
      /agent's own account/,
    ],
    [
      "of the agent's app",
      { author: { login: "agent-account[bot]", isBot: true } },
      {},
      /agent's own account/,
    ],
    ["of somebody without permission", { author: { login: "eve", isBot: false } }, {}, /no write permission/],
    ["of a look-alike", { author: { login: "dana-", isBot: false } }, {}, /no write permission/],
    ["that has been edited", { editedAt: "2026-01-01T12:00:01.000Z" }, {}, /edited/],
    ["that is minimised", { isMinimized: true }, {}, /minimised/],
    ["that came by e-mail", { viaEmail: true }, {}, /e-mail/],
    ["while the gate is closed", {}, { announcement: null }, /gate was not open/],
    ["while the agent works", {}, { announcement: null, state: "PHASE_2" }, /gate was not open/],
  ];

  it.each(refused)("is refused with the reason: one %s", (_which, comment, context, reason) => {
    for (const body of ["approved", "changes requested: more", "/approve", "LGTM!"]) {
      expect(verdictsOf([{ ...COMMENT, body, ...comment }], context)).toEqual([
        expect.stringMatching(new RegExp(`^refused: .*${reason.source}`)),
      ]);
    }
  });

  it.each(refused)("says nothing about ordinary talk: one %s", (_which, comment, context) => {
    expect(verdictsOf([{ ...COMMENT, ...comment, body: "Which tokens do you mean?" }], context)).toEqual([]);
  });

  it.each([
    "not approved",
    "I would have approved",
    "> approved",
    "> approved\n\nI agree with this",
    "```\napproved\n```",
    "    approved",
    "Thanks for writing this up.\napproved",
    "approved?",
    "~~approved~~",
    "LGTM but one more thing",
    "see /approve",
    "changes requested",
    "I have some changes requested: x",
    "> /reject no",
  ])("that only speaks of a decision is told apart, once: %j", (body) => {
    expect(verdictsOf([{ ...COMMENT, body }])).toEqual([
      expect.stringMatching(/^refused: .*without making one/),
    ]);
    expect(verdictsOf([{ ...COMMENT, body }], { handled: [COMMENT.id] })).toEqual([]);
  });

  it.each(["disapprovedly", "approver list", "the /approvers file", "<!-- approved -->"])(
    "is ordinary talk: %j",
    (body) => {
      expect(verdictsOf([{ ...COMMENT, body }])).toEqual([]);
    },
  );

  it("never takes orc-tui's own words for a decision", () => {
    const body = "approved\n\n<!-- orc-tui:comment=ready:a1 -->";
    expect(verdictsOf([{ ...COMMENT, body }])).toEqual([]);
    expect(verdictsOf([{ ...COMMENT, body: "approved\n\n<!-- orc-tui:x --> and more" }])).toEqual([
      "approve",
    ]);
  });

  it("that was judged before is not judged again", () => {
    expect(verdictsOf([COMMENT], { handled: [COMMENT.id] })).toEqual([]);
  });
});

describe("what came before the gate opened", () => {
  it("is told by the tracker's own order, also within the same second", () => {
    const judged = judgeComments([COMMENT, READY, by("erin", "approved")], OPEN);
    expect(judged.map(({ comment, verdict }) => [comment.id, inWords(verdict)])).toEqual([
      ["c-1", expect.stringMatching(/older than the plan/)],
      ["erin: approved", "approve"],
    ]);
  });

  it.each([
    ["2026-01-01T11:59:59.000Z", false],
    ["2026-01-01T12:00:00.000Z", false],
    ["2026-01-01T12:00:01.000Z", true],
  ])("is told by its time where our announcement has been deleted: %s", (createdAt, counts) => {
    const [judged] = judgeComments([{ ...COMMENT, createdAt }], OPEN);
    expect(judged?.verdict.kind).toBe(counts ? "decision" : "refused");
  });
});

describe("several comments at once", () => {
  it.each([
    [
      "an approval before a request for changes",
      ["approved", "changes requested: x"],
      [/refused: .* asked for changes/, /reject: x/],
    ],
    [
      "an approval after it",
      ["changes requested: x", "approved"],
      [/reject: x/, /refused: .* asked for changes/],
    ],
    ["two approvals", ["approved", "lgtm"], [/approve/, /approve/]],
  ])("%s", (_which, bodies, expected) => {
    const comments = bodies.map((body, index) => by(index === 0 ? "dana" : "erin", body));
    const verdicts = verdictsOf(comments);
    expect(verdicts).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(verdicts[index]).toMatch(pattern);
  });

  it("are not held up by the objection of a stranger", () => {
    expect(verdictsOf([by("eve", "changes requested: x"), COMMENT])).toEqual([
      expect.stringMatching(/^refused: eve has no write/),
      "approve",
    ]);
  });

  it("name those whose permission must be known, and nobody else", () => {
    const comments = [
      READY,
      by("dana", "approved"),
      by("dana", "/reject x"),
      by("eve", "lgtm"),
      by("erin", "hello"),
      by("frank", "approved", { editedAt: READY.createdAt }),
      by("helper[bot]", "approved", { author: { login: "helper[bot]", isBot: true } }),
    ];
    expect(decidersOf(comments, OPEN)).toEqual(["dana", "eve"]);
  });
});

describe("the agent's own words", () => {
  const working: Partial<JudgementContext> = {
    state: "PHASE_2",
    announcement: null,
    run: { ...RUN, startedAt: READY.createdAt },
  };
  const agent = (body: string, parts: Partial<JudgedComment> = {}) => by("agent-account", body, parts);

  it.each([
    ["✅ done", "complete"],
    ["✅\ufe0f @duc: specification ready", "complete"],
    [":white_check_mark: all there", "complete"],
    ["\n✅ done", "complete"],
    ["❓ which provider?", "question"],
    ["❔ which provider?", "question"],
    ["🚫 the repository has no tests", "blocked"],
  ])("are heard while it works: %j", (body, word) => {
    expect(verdictsOf([agent(body)], working)).toEqual([word]);
  });

  it.each([
    ["of somebody else", by("dana", "✅ done")],
    [
      "of an app that only has its name as a login",
      by("x", "✅ done", { author: { login: "agent-account-2", isBot: true } }),
    ],
    ["of a deleted account", by("x", "✅ done", { author: null })],
    ["edited", agent("✅ done", { editedAt: READY.createdAt })],
    ["minimised", agent("✅ done", { isMinimized: true })],
    ["from before its run", agent("✅ done", { createdAt: "2026-01-01T11:59:58.000Z" })],
    ["in a quotation", agent("> ✅ done")],
    ["in the middle", agent("all ✅ done")],
  ])("are not believed %s", (_which, comment) => {
    expect(verdictsOf([comment], working)).toEqual([]);
  });

  it("are not believed where no account is configured for it, nor at the gate", () => {
    expect(verdictsOf([agent("✅ done")], { ...working, agentLogins: [] })).toEqual([]);
    expect(verdictsOf([agent("✅ done")])).toEqual([]);
    expect(verdictsOf([agent("✅ done")], { ...working, run: null })).toEqual([]);
  });

  it("may come from its app, configured by its bare name", () => {
    const app = { login: "agent-account[bot]", isBot: true };
    expect(verdictsOf([agent("✅ done", { author: app })], working)).toEqual(["complete"]);
  });
});
