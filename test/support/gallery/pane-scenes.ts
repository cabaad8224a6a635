import type { FakeSession } from "../fake-session.ts";
import { busySession, githubSession } from "../scenes.ts";
import { KEY, type Scene } from "./scene.ts";

const FIRST = "Add OAuth2 login";
const CUSTOMERS = "What about customers without one?";
const UNVERIFIED =
  "And if Google has not verified it? Say who is asked, and what happens when nobody answers.";

const COMMENTED = [
  ["2]]", "Customers sign in"],
  ["jc", "Comment on a line"],
  [`${CUSTOMERS}${KEY.send}`, "╰ What about"],
] as const;

/** With calls and results of several lines. */
function toolSession(now: number): FakeSession {
  const session = busySession(now);
  session.logOf("w12", 1).add(
    { kind: "tool", text: "Bash npm test -- auth \\\n  --reporter=dot" },
    {
      kind: "result",
      text: "✓ test/auth/session.test.ts (24)\n✓ test/auth/providers.test.ts (14)\n\n38 passed",
    },
    { kind: "tool", text: "Write .env.example\nGOOGLE_CLIENT_ID=\nGOOGLE_CLIENT_SECRET=" },
    { kind: "result", text: "created, 2 lines" },
  );
  return session;
}

export const paneScenes: readonly Scene[] = [
  {
    name: "log",
    caption: "Log: an agent at work, followed live",
    session: busySession,
    ready: FIRST,
    steps: [["jjj1", "following"]],
  },
  {
    name: "log-folded",
    caption: "Log: each tool call and each result is a row",
    session: toolSession,
    ready: FIRST,
    steps: [["1", "Write .env.example"]],
  },
  {
    name: "log-unfolded",
    caption: "Log: tool calls and results in full",
    session: toolSession,
    ready: FIRST,
    steps: [["1f", "GOOGLE_CLIENT_SECRET"]],
  },
  {
    name: "log-problems",
    caption: "Log: only words and problems",
    session: busySession,
    ready: FIRST,
    steps: [["1ll", "words and problems"]],
  },
  {
    name: "log-search",
    caption: "Log: the whole run is searched while one types",
    session: busySession,
    ready: FIRST,
    steps: [["1/auth", "/auth"]],
  },
  {
    name: "log-found",
    caption: "Log: from match to match",
    session: busySession,
    ready: FIRST,
    steps: [["1/auth\r", "next match"]],
  },
  {
    name: "log-raw",
    caption: "Log: the lines as the agent wrote them",
    session: busySession,
    ready: FIRST,
    steps: [["1v", "raw"]],
  },
  {
    name: "spec",
    caption: "Spec: the documents, rendered",
    session: busySession,
    ready: FIRST,
    steps: [["2]", "never trusts"]],
  },
  {
    name: "spec-comment-form",
    caption: "Spec: a comment on a line is being written",
    session: busySession,
    ready: FIRST,
    steps: [
      ["2]]", "Customers sign in"],
      ["jc", "Comment on a line"],
      ["What about customers", "What about customers"],
    ],
  },
  {
    name: "spec-comments",
    caption: "Spec: comments on lines, collected for the agent",
    session: busySession,
    ready: FIRST,
    steps: [...COMMENTED, ["jjjjc", "**R3**"], [`${UNVERIFIED}${KEY.send}`, "╰ And if"]],
  },
  {
    name: "spec-send",
    caption: "Spec: all comments are sent as one request for changes",
    session: busySession,
    ready: FIRST,
    steps: [...COMMENTED, ["r", "Request changes"]],
  },
  {
    name: "diff",
    caption: "Diff: what the branch changes",
    session: busySession,
    ready: FIRST,
    steps: [
      ["3", "files ·"],
      ["]]]", "renamed from"],
    ],
  },
  {
    name: "talk",
    caption: "Talk: what was said on the issue, and what counted",
    session: githubSession,
    ready: FIRST,
    steps: [["4", "mobile app"]],
  },
  {
    name: "talk-zoomed",
    caption: "Talk, over the whole width",
    session: githubSession,
    ready: FIRST,
    steps: [["4\r", "mobile app"]],
  },
  {
    name: "history",
    caption: "History: transitions, runs and decisions",
    session: githubSession,
    ready: FIRST,
    steps: [["5", "PHASE 1 ▸ PHASE 2"]],
  },
];
