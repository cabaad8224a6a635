import { describe, expect, it } from "vitest";
import { type GateContext, type JudgedComment, judge } from "../../source/workflow/signals.ts";

const COMMENT: JudgedComment = {
  id: "c-1",
  author: { login: "reviewer", isBot: false },
  body: "approved",
  createdAt: "2026-01-01T12:00:00.000Z",
  editedAt: null,
  isMinimized: false,
  viaEmail: false,
};

const OPEN: GateContext = {
  gateOpenedAt: "2026-01-01T11:59:00.000Z",
  authorMayDecide: true,
  authorIsAgent: false,
};

describe("a comment on an open gate", () => {
  it("counts when everything holds", () => {
    expect(judge(COMMENT, OPEN)).toEqual({ kind: "accepted", signal: { kind: "approve" } });
    expect(judge({ ...COMMENT, body: "/reject too vague\nin section 2" }, OPEN)).toEqual({
      kind: "accepted",
      signal: { kind: "reject", reason: "too vague\nin section 2" },
    });
  });

  const refused: [string, Partial<JudgedComment>, Partial<GateContext>, RegExp][] = [
    ["of a bot", { author: { login: "helper[bot]", isBot: true } }, {}, /helper\[bot\] is a bot/],
    ["of the agent's account", {}, { authorIsAgent: true }, /agent's own account/],
    ["of somebody without permission", {}, { authorMayDecide: false }, /no write permission/],
    ["that has been edited", { editedAt: "2026-01-01T12:00:01.000Z" }, {}, /edited/],
    ["that is minimised", { isMinimized: true }, {}, /minimised/],
    ["that came by e-mail", { viaEmail: true }, {}, /e-mail/],
    ["from before the gate", { createdAt: "2026-01-01T11:58:59.999Z" }, {}, /older than the plan/],
    ["while the gate is closed", {}, { gateOpenedAt: null }, /not open yet/],
  ];

  it.each(refused)("is refused with the reason: one %s", (_which, comment, gate, reason) => {
    for (const body of ["approved", "changes requested: more"]) {
      expect(judge({ ...COMMENT, body, ...comment }, { ...OPEN, ...gate })).toEqual({
        kind: "refused",
        reason: expect.stringMatching(reason),
      });
    }
  });

  it.each(refused)("says nothing about ordinary talk: one %s", (_which, comment, gate) => {
    const talk = { ...COMMENT, ...comment, body: "I would have approved" };
    expect(judge(talk, { ...OPEN, ...gate })).toEqual({ kind: "none" });
  });

  it("never takes its own words for a decision", () => {
    const own = { ...COMMENT, body: "approved\n\n<!-- orc-tui:comment=ready:a1 -->" };
    expect(judge(own, OPEN)).toEqual({ kind: "none" });
  });
});
