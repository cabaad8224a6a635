import { fakeSession } from "../fake-session.ts";
import { busySession, crowdedSession } from "../scenes.ts";
import { KEY, type Scene } from "./scene.ts";

const FIRST = "Add OAuth2 login";

export const listScenes: readonly Scene[] = [
  {
    name: "first-run",
    caption: "A repository without workflows: what to do first",
    session: () => fakeSession({}, "acme/webshop"),
    ready: "No workflows here yet",
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
