import { OrcError } from "../../../source/workflow/errors.ts";
import { busySession, crowdedSession, githubSession } from "../scenes.ts";
import { KEY, type Scene } from "./scene.ts";

const FIRST = "Add OAuth2 login";

export const dialogScenes: readonly Scene[] = [
  {
    name: "help",
    caption: "All keys, from the table that handles them",
    session: busySession,
    ready: FIRST,
    steps: [["?", "Everywhere"]],
  },
  {
    name: "palette",
    caption: "Commands and workflows, found by a few letters",
    session: crowdedSession,
    ready: FIRST,
    steps: [[":re", "request changes"]],
  },
  {
    name: "new",
    caption: "A new workflow",
    session: busySession,
    ready: FIRST,
    steps: [
      ["n", "New workflow"],
      ["Show delivery estimates in the cart\r\rTwo dates, by carrier.", "by carrier"],
    ],
  },
  {
    name: "new-refused",
    caption: "A new workflow that cannot be made: why, and what to do",
    session: (now) => {
      const session = busySession(now);
      session.failure = new OrcError(
        "STORE_FAILED",
        "the disk is full",
        "Make room on the disk; what you typed is kept.",
      );
      return session;
    },
    ready: FIRST,
    steps: [
      ["n", "New workflow"],
      [`Gift cards${KEY.send}`, "the disk is full"],
    ],
  },
  {
    name: "picker",
    caption: "A workflow from an open issue",
    session: githubSession,
    ready: FIRST,
    steps: [["i", "Cart loses"]],
  },
  {
    name: "picker-nothing",
    caption: "No open issue fits",
    session: githubSession,
    ready: FIRST,
    steps: [
      ["i", "Cart loses"],
      ["zebra", "0 of 7"],
    ],
  },
  {
    name: "picker-form",
    caption: "An issue is taken on",
    session: githubSession,
    ready: FIRST,
    steps: [
      ["i", "Cart loses"],
      ["cart del", "1 of 7"],
      [KEY.enter, "takes on"],
    ],
  },
  {
    name: "approve",
    caption: "An approval names what it approves",
    session: busySession,
    ready: FIRST,
    steps: [["A", "Approve the plan"]],
  },
  {
    name: "changes",
    caption: "Changes are requested in words",
    session: busySession,
    ready: FIRST,
    steps: [
      ["r", "Request changes"],
      ["Say what happens to an account that exists already.", "exists already"],
    ],
  },
  {
    name: "stop",
    caption: "An agent is to be stopped",
    session: busySession,
    ready: FIRST,
    steps: [["jjjx", "Stop the agent"]],
  },
  {
    name: "cancel",
    caption: "A workflow is to be cancelled",
    session: busySession,
    ready: FIRST,
    steps: [["X", "Cancel the workflow"]],
  },
  {
    name: "comment",
    caption: "A comment for the issue",
    session: githubSession,
    ready: FIRST,
    steps: [
      ["c", "be posted on"],
      ["Half of our customers use the e-mail login.", "e-mail login."],
    ],
  },
  {
    name: "pull-request-confirm",
    caption: "A pull request is to be opened",
    session: githubSession,
    ready: FIRST,
    steps: [["P", "Open a pull request"]],
  },
  {
    name: "clean-up",
    caption: "What a clean-up removes",
    session: crowdedSession,
    ready: FIRST,
    steps: [
      ["*", "marked"],
      ["D", "Clean up 7 workflows"],
    ],
  },
  {
    name: "cleaning-up",
    caption: "A clean-up counts how far it is",
    session: (now) => {
      const session = crowdedSession(now);
      let left = 3;
      const { clean } = session.intents;
      session.intents.clean = (id, options) => (left-- > 0 ? clean(id, options) : new Promise(() => {}));
      return session;
    },
    ready: FIRST,
    steps: [
      ["*", "marked"],
      ["D", "Clean up 7 workflows"],
      ["y", "Cleaning up 4 of 7"],
    ],
  },
  {
    name: "cleaned-up",
    caption: "How a clean-up went",
    session: crowdedSession,
    ready: FIRST,
    steps: [
      ["*", "marked"],
      ["D", "Clean up 7 workflows"],
      ["y", "✓"],
    ],
  },
  {
    name: "trust",
    caption: "Commands of a project are run only when they have been seen",
    session: (now) => {
      const session = busySession(now);
      session.status.setState({ untrusted: ["npm ci", "./tools/spec-agent --fast"] });
      return session;
    },
    ready: "Commands of this project",
    steps: [],
  },
  {
    name: "quit",
    caption: "Comments that were not sent would be lost",
    session: busySession,
    ready: FIRST,
    steps: [
      ["2]]", "Customers sign in"],
      ["jc", "Comment on a line"],
      [`Who?${KEY.send}`, "╰ Who?"],
      ["q", "would be lost"],
    ],
  },
];
