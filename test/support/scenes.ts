import type { Issue, SessionStatus } from "../../source/orchestrator/session.ts";
import { DOCUMENT_TEXTS } from "./documents.ts";
import { type FakeLog, type FakeSession, fakeSession, githubTracker, idleStatus } from "./fake-session.ts";
import { sampleDiff } from "./sample-diff.ts";
import { comment, PLAN, ScriptedWorkflow } from "./scripted-workflow.ts";

export const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DOCUMENTS = ["specs/requirements.md", "specs/design.md", "plans/plan.md"];

/** A team's morning: one plan to review, one failure, two agents at work, and what is done. */
export function busySession(now: number): FakeSession {
  const session = fakeSession(
    {
      agents: ["duc", "codex"],
      tracker: { ...idleStatus.tracker, checkedAt: new Date(now).toISOString() },
    },
    "acme/webshop",
  );
  session.show([
    new ScriptedWorkflow(12, "Add OAuth2 login with Google", now, 11 * MINUTE)
      .prepared(4, 2)
      .runStarted()
      .runEnded(6 * MINUTE, { inputTokens: 48_210, outputTokens: 9_314, costUsd: 0.82 })
      .gated(PLAN, DOCUMENTS).workflow,
    new ScriptedWorkflow(9, "Export invoices as PDF, with the customer's own letterhead", now, 52 * MINUTE)
      .prepared(4, 3)
      .runStarted()
      .runFailed(
        9 * MINUTE,
        "the agent ended with exit code 1: the session limit is reached",
        "Wait until the limit is renewed, or choose another agent; then retry.",
      ).workflow,
    new ScriptedWorkflow(14, "Dark mode for the admin area", now, 96).prepared(4, 2).runStarted().workflow,
    new ScriptedWorkflow(15, "Let customers pause a subscription for up to three months", now, 11).prepared(
      2,
      3,
    ).workflow,
    new ScriptedWorkflow(11, "Search suggestions while typing", now, 19 * MINUTE)
      .prepared(4, 2)
      .runStarted(1, "codex", "codex").workflow,
    new ScriptedWorkflow(7, "商品レビューの多言語対応 🌏", now, 26 * HOUR)
      .prepared(4, 2)
      .runStarted()
      .runEnded(4 * MINUTE)
      .gated(PLAN, DOCUMENTS)
      .raise(HOUR, { type: "approval_received", planRevision: PLAN, commentId: "c1" }, "github:you").workflow,
    new ScriptedWorkflow(5, "Replace the legacy tax service", now, 50 * HOUR)
      .prepared(4, 2)
      .runStarted()
      .runEnded(4 * MINUTE)
      .gated(PLAN, DOCUMENTS)
      .raise(HOUR, { type: "cancelled", reason: "not needed any more" }, "keyboard:dana").workflow,
  ]);
  fillLog(session.logOf("w12", 1));
  fillLog(session.logOf("w14", 1));
  session.write("w12", DOCUMENT_TEXTS);
  session.diffs.setState({ w12: { diff: sampleDiff(), problem: null } });
  return session;
}

const REFUSED = "eve has no write permission and is not listed in approvers";

/** The same team on GitHub: people talk on the issues, a label was changed by hand, a pull request fails its checks. */
export function githubSession(now: number, status: Partial<SessionStatus> = {}): FakeSession {
  const session = fakeSession(
    {
      agents: ["duc", "codex"],
      tracker: githubTracker(now),
      drift: { w12: ["status:done"] },
      pullRequests: {
        w7: {
          number: 31,
          url: "https://github.com/acme/widgets/pull/31",
          state: "open",
          isDraft: true,
          checks: "failed",
          review: "changes_requested",
        },
      },
      ...status,
    },
    "acme/widgets",
  );
  const login = new ScriptedWorkflow(12, "Add OAuth2 login with Google", now, 31 * MINUTE)
    .prepared(4, 2)
    .runStarted()
    .runEnded(6 * MINUTE, { inputTokens: 48_210, outputTokens: 9_314, costUsd: 0.82 })
    .gated(PLAN, DOCUMENTS)
    .raise(4 * MINUTE, refusal(REFUSED, "c3"), "github:eve")
    .raise(
      5 * MINUTE,
      {
        type: "changes_requested",
        reason: "say what happens to an account that exists already",
        maxRevisions: 5,
        commentId: "c4",
      },
      "github:dana",
    )
    .runStarted()
    .runEnded(5 * MINUTE)
    .raise(1, { type: "plan_recorded", planRevision: SECOND_PLAN, documents: DOCUMENTS })
    .raise(1, { type: "comment_posted", key: `ready:2:${SECOND_PLAN}`, commentId: "c5" })
    .raise(0, { type: "phase_2_complete" })
    .raise(3 * MINUTE, refusal("it has been edited; write a new one", "c6"), "github:dana");
  session.show([
    login.workflow,
    new ScriptedWorkflow(16, "Import customers from a spreadsheet", now, 14 * MINUTE)
      .prepared(4, 2)
      .runStarted()
      .asks(5 * MINUTE, "question", QUESTION).workflow,
    new ScriptedWorkflow(14, "Dark mode for the admin area", now, 96)
      .prepared(4, 2)
      .runStarted()
      .raise(8, {
        type: "deferred",
        effect: "label",
        message: "GitHub answers 502 (Bad Gateway)",
        retryAt: new Date(now + 45_000).toISOString(),
      }).workflow,
    new ScriptedWorkflow(7, "商品レビューの多言語対応 🌏", now, 26 * HOUR)
      .prepared(4, 2)
      .runStarted()
      .runEnded(4 * MINUTE)
      .gated(PLAN, DOCUMENTS)
      .raise(HOUR, { type: "approval_received", planRevision: PLAN, commentId: "c1" }, "github:you")
      .raise(MINUTE, {
        type: "pull_request_opened",
        number: 31,
        url: "https://github.com/acme/widgets/pull/31",
      }).workflow,
  ]);
  fillLog(session.logOf("w12", 2));
  fillLog(session.logOf("w16", 1));
  fillTalk(session, now);
  session.issues = openIssues(now);
  return session;
}

const SECOND_PLAN = "5be07d1f4c29a86e3d70b2c4f9e8a1560d3c7b92";
const QUESTION =
  "❓ Which columns may be empty? The sample file has rows without an e-mail address, and today a customer without one cannot sign in.";

function refusal(reason: string, commentId: string) {
  return {
    type: "decision_refused",
    reason,
    planChanged: false,
    planRevision: PLAN,
    commentId,
  } as const;
}

function fillTalk(session: FakeSession, now: number): void {
  session.say(
    "w12",
    comment(
      "c0",
      "lee",
      "Please keep the e-mail login as it is: half of our customers use it.",
      now,
      29 * MINUTE,
    ),
    comment(
      `c-${PLAN}`,
      "dana",
      `✅ @duc: specification ready for review at ${PLAN}\n\n- specs\n<!-- orc-tui:x -->`,
      now,
      25 * MINUTE,
    ),
    comment("c3", "eve", "approved", now, 21 * MINUTE),
    comment(
      "c4",
      "dana",
      "changes requested: say what happens to an account that exists already\n\n- the **same verified address**: link it\n- another address: ask, never guess\n\n> 商品レビュー 🌏 has the same question",
      now,
      16 * MINUTE,
    ),
    comment("c5", "dana", `✅ @duc: specification ready for review at ${SECOND_PLAN}`, now, 6 * MINUTE),
    comment("c6", "dana", "Approved, thank you!", now, 3 * MINUTE, { editedAt: new Date(now).toISOString() }),
    comment("c7", null, "Will this work with the mobile app?", now, MINUTE),
  );
  session.say(
    "w16",
    comment("asked", "agent-bot", QUESTION, now, 8 * MINUTE, { author: { login: "agent-bot", isBot: true } }),
  );
}

function openIssues(now: number): Issue[] {
  const titles: readonly (readonly [
    title: string,
    labels: readonly string[],
    login: string,
    hours: number,
  ])[] = [
    ["Cart loses its items when the session ends", ["bug", "checkout"], "lee", 2],
    ["Show delivery estimates in the cart", ["enhancement"], "mira", 9],
    ["注文履歴を CSV で書き出す", ["enhancement", "export"], "haru", 20],
    [
      "Rate limit the public search, and tell clients how long to wait before they try it again",
      [],
      "dana",
      31,
    ],
    ["Upgrade the payment library before its old version is switched off", ["dependencies"], "renovate", 52],
    ["Two-factor login for administrators", ["security", "enhancement"], "eve", 80],
    ["Invoices: round the tax for each line, not for the sum", ["bug", "tax"], "lee", 130],
  ];
  return titles.map(([title, labels, login, hours], index) => ({
    number: 41 - index * 3,
    title,
    body: `<!-- Please fill in. -->\n### What happens\n\n${title}.\n\n### What should happen\n\nIt should be told on the page.`,
    labels,
    author: { login, isBot: login === "renovate" },
    url: null,
    createdAt: new Date(now - hours * HOUR * 1_000).toISOString(),
    updatedAt: new Date(now).toISOString(),
  }));
}

function fillLog(log: FakeLog): void {
  const files = ["src/auth/session.ts", "src/auth/providers.ts", "src/routes/login.ts", "src/db/users.ts"];
  log.add({ kind: "note", text: "session 7c1e started in ~/code/webshop-12-add-oauth2-login-with-google" });
  log.add({
    kind: "text",
    text: "I'll start by looking at how sign-in works today, then write the requirements.",
  });
  for (const file of files) {
    log.add({ kind: "tool", text: `Read ${file}` });
    log.add({ kind: "result", text: `${120 + file.length * 7} lines` });
  }
  log.add({
    kind: "text",
    text: "Sessions are cookies signed with a rotating key, and users are matched by e-mail. Two things matter for the design: an account that exists already with the same verified address must be linked, not doubled, and the state parameter has to survive the redirect without a server-side store.",
  });
  log.add({ kind: "tool", text: "Write .plans/12/specs/requirements.md" });
  log.add({ kind: "result", text: "created, 84 lines" });
  log.add({ kind: "tool", text: "Bash npm test -- auth" });
  log.add({ kind: "result", text: "38 passed" });
  log.add({ kind: "error", text: "warning: 2 tests need GOOGLE_CLIENT_ID and were left out" });
  log.add({
    kind: "text",
    text: "The requirements are written. Next the design: the callback route, the linking of accounts, and what happens when Google does not answer.",
  });
  log.add({ kind: "tool", text: "Write .plans/12/specs/design.md" });
  log.add({ kind: "result", text: "created, 131 lines" });
  log.add({ kind: "tool", text: "Write .plans/12/plans/plan.md" });
  log.add({ kind: "result", text: "created, 58 lines" });
  log.add({ kind: "end", text: "The agent is done." });
}

/** The same team with what it has done before. */
export function crowdedSession(now: number): FakeSession {
  const session = busySession(now);
  const before = [
    [1, "Faster product pages"],
    [2, "Gift cards"],
    [3, "A wish list that can be shared"],
    [4, "Orders by invoice"],
    [6, "Newsletter with double opt-in"],
  ] as const;
  const ended = before.map(([issue, title], index) =>
    new ScriptedWorkflow(issue, title, now, (80 + index * 9) * HOUR)
      .prepared(4, 2)
      .runStarted()
      .runEnded(5 * MINUTE)
      .gated(PLAN, DOCUMENTS)
      .raise(HOUR, { type: "approval_received", planRevision: PLAN, commentId: "c1" }, "github:dana"),
  );
  session.show([
    ...Object.values(session.store.getState().workflows),
    ...ended.map(({ workflow }) => workflow),
  ]);
  return session;
}
