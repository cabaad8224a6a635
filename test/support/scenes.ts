import { type FakeLog, type FakeSession, fakeSession } from "./fake-session.ts";
import { PLAN, ScriptedWorkflow } from "./scripted-workflow.ts";

/** A moment of the dashboard to be looked at. */
export interface Scene {
  readonly name: string;
  readonly sizes: readonly (readonly [columns: number, rows: number])[];
  readonly themes: readonly ("dark" | "light")[];
  readonly session: (now: number) => FakeSession;
  /** On the screen once it is drawn. */
  readonly ready: string;
  readonly steps: readonly { readonly keys: string; readonly expect: string }[];
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DOCUMENTS = ["specs/requirements.md", "specs/design.md", "plans/plan.md"];

/** A team's morning: one plan to review, one failure, two agents at work, and what is done. */
export function busySession(now: number): FakeSession {
  const session = fakeSession(
    {
      agents: ["duc", "codex"],
      tracker: { name: "local", checkedAt: new Date(now).toISOString(), problem: null },
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
  return session;
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

const DASHBOARD = "Add OAuth2 login";
const SIZES = [
  [80, 24],
  [120, 40],
  [200, 60],
] as const;
const BOTH = ["dark", "light"] as const;

export const scenes: readonly Scene[] = [
  { name: "dashboard", sizes: SIZES, themes: BOTH, session: busySession, ready: DASHBOARD, steps: [] },
  {
    name: "small",
    sizes: [
      [40, 12],
      [60, 20],
    ],
    themes: ["dark"],
    session: busySession,
    ready: DASHBOARD,
    steps: [{ keys: "\t", expect: "1 Log" }],
  },
  {
    name: "list-small",
    sizes: [[40, 12]],
    themes: ["dark"],
    session: busySession,
    ready: DASHBOARD,
    steps: [],
  },
  {
    name: "running",
    sizes: [[120, 40]],
    themes: ["dark"],
    session: busySession,
    ready: DASHBOARD,
    steps: [{ keys: "jjj", expect: "Dark mode for the admin area\n" }].map(({ keys }) => ({
      keys,
      expect: "following",
    })),
  },
  {
    name: "preparing",
    sizes: [[120, 40]],
    themes: ["dark"],
    session: busySession,
    ready: DASHBOARD,
    steps: [{ keys: "jjjj", expect: "○ worktree" }],
  },
  {
    name: "failed",
    sizes: [
      [80, 24],
      [120, 40],
    ],
    themes: ["dark"],
    session: busySession,
    ready: DASHBOARD,
    steps: [{ keys: "j", expect: "Could not" }],
  },
  {
    name: "history",
    sizes: [[120, 40]],
    themes: ["dark"],
    session: busySession,
    ready: DASHBOARD,
    steps: [{ keys: "2", expect: "PHASE 1 ▸ PHASE 2" }],
  },
  {
    name: "help",
    sizes: [
      [80, 24],
      [120, 40],
    ],
    themes: ["dark"],
    session: busySession,
    ready: DASHBOARD,
    steps: [{ keys: "?", expect: "Everywhere" }],
  },
  {
    name: "new",
    sizes: [
      [80, 24],
      [120, 40],
    ],
    themes: BOTH,
    session: busySession,
    ready: DASHBOARD,
    steps: [
      { keys: "n", expect: "New workflow" },
      { keys: "Show delivery estimates in the cart\r\rTwo dates, by carrier.", expect: "by carrier" },
    ],
  },
  {
    name: "confirm",
    sizes: [
      [80, 24],
      [120, 40],
    ],
    themes: BOTH,
    session: busySession,
    ready: DASHBOARD,
    steps: [{ keys: "A", expect: "Approve the plan" }],
  },
  {
    name: "first-run",
    sizes: [[80, 24]],
    themes: ["dark"],
    session: () => fakeSession({}, "acme/webshop"),
    ready: "No workflows",
    steps: [],
  },
  {
    name: "trust",
    sizes: [[80, 24]],
    themes: ["dark"],
    session: () => fakeSession({ untrusted: ["npm ci", "./tools/spec-agent --fast"] }, "acme/webshop"),
    ready: "Commands of this project",
    steps: [],
  },
];
