import type { Finding } from "../../../source/orchestrator/session.ts";
import { type FakeSession, fakeSession } from "../fake-session.ts";
import { busySession, crowdedSession } from "../scenes.ts";
import { KEY, type Scene } from "./scene.ts";

const FIRST = "Add OAuth2 login";

/** Of somebody who has just begun; with what is found of the agent. */
function newcomerSession(
  found: readonly (readonly [Finding["verdict"], message: string, remedy: string])[],
  agents: readonly string[] = ["duc"],
): FakeSession {
  const findings: Finding[] = [
    { what: "tracker", verdict: "ok", message: "local: issues are files in .plans/tracker", remedy: "" },
    ...found.map(([verdict, message, remedy]) => ({ what: "Agent duc (claude)", verdict, message, remedy })),
  ];
  return { ...fakeSession({ agents }, "acme/webshop"), diagnose: async () => findings };
}

export const listScenes: readonly Scene[] = [
  {
    name: "first-run",
    caption: "A repository without workflows: what to do first",
    session: () => newcomerSession([["ok", "2.1.330", ""]]),
    ready: "2.1.330",
    steps: [],
  },
  {
    name: "first-run-missing",
    caption: "A repository without workflows, on a machine that lacks the agent",
    session: () =>
      newcomerSession(
        [
          [
            "problem",
            "The program claude was not found on the PATH",
            "Install Claude Code with: npm install -g @anthropic-ai/claude-code. Then log in with: claude auth login.",
          ],
        ],
        ["demo"],
      ),
    ready: "Meanwhile",
    steps: [],
  },
  {
    name: "loading",
    caption: "The repository is being opened",
    session: () => new Promise(() => {}),
    ready: "opening the repository",
    steps: [],
  },
  {
    name: "dashboard",
    caption: "A team's morning: who needs a person comes first",
    session: busySession,
    ready: FIRST,
    steps: [],
  },
  {
    name: "filter",
    caption: "The list, filtered while one types",
    session: crowdedSession,
    ready: FIRST,
    steps: [["/state:e", "of 12"]],
  },
  {
    name: "filter-nothing",
    caption: "A filter that leaves nothing",
    session: crowdedSession,
    ready: FIRST,
    steps: [["/agent:zed\r", "0 of 12"]],
  },
  {
    name: "undo",
    caption: "A filter was cleared; a key brings it back",
    session: crowdedSession,
    ready: FIRST,
    steps: [
      ["/state:e\r", "7 of 12"],
      [KEY.escape, "undoes it"],
    ],
  },
  {
    name: "archive",
    caption: "What ended a while ago is folded away",
    session: crowdedSession,
    ready: FIRST,
    steps: [["G", "ended a while ago"]],
  },
  {
    name: "archive-open",
    caption: "The archive, opened",
    session: crowdedSession,
    ready: FIRST,
    steps: [["G\r", "Gift cards"]],
  },
  {
    name: "marked",
    caption: "Several marked for a clean-up",
    session: crowdedSession,
    ready: FIRST,
    steps: [["*", "marked"]],
  },
];
