import { afterEach, describe, expect, it } from "vitest";
import { keyOf } from "../../source/ui/panes/registry.ts";
import { specPane } from "../../source/ui/panes/spec-pane.tsx";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { fakeSession, githubTracker } from "../support/fake-session.ts";
import { githubSession } from "../support/scenes.ts";
import { running, ScriptedWorkflow, withWorkflows } from "../support/scripted-workflow.ts";

afterEach(quitDashboards);

const PULL_REQUEST = "https://github.com/acme/widgets/pull/31";

describe("the keys that hand over", () => {
  it("open the pages of the web, or show their address where there is no browser", async () => {
    const session = githubSession(Date.now());
    const w7 = session.store.getState().workflows.w7;
    session.show(w7 === undefined ? [] : [{ ...w7, issueUrl: "https://github.com/acme/widgets/issues/7" }]);
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("商品");
    terminal.type("o");
    await terminal.waitFor("Opened in the browser");
    expect(session.calls).toEqual(["browse https://github.com/acme/widgets/issues/7"]);
    session.hasBrowser = false;
    terminal.type("O");
    await terminal.waitFor("There is no browser here; the address is");
    await terminal.waitFor(PULL_REQUEST);
    expect(session.calls[1]).toBe(`browse ${PULL_REQUEST}`);
  });

  it("say why they cannot do it now", async () => {
    const empty = driveDashboard(fakeSession()).terminal;
    await empty.waitFor("No workflows here yet");
    for (const [key, label] of [
      ["e", "edit"],
      ["S", "shell"],
      ["o", "open issue"],
      ["O", "open pull request"],
      ["y", "copy path"],
    ] as const) {
      empty.type(key);
      await empty.waitFor(`${label}: there is no workflow yet: n creates one`);
    }
    const session = withWorkflows(new ScriptedWorkflow(4, "New", Date.now(), 5));
    const fresh = driveDashboard(session).terminal;
    await fresh.waitFor("New");
    for (const [key, reason] of [
      ["e", "edit: there is no worktree yet"],
      ["S", "shell: there is no worktree yet"],
      ["y", "copy path: there is no worktree yet"],
      ["o", "open issue: there is no issue yet"],
      ["O", "open pull request: the local tracker has no pull requests"],
    ] as const) {
      fresh.type(key);
      await fresh.waitFor(reason);
    }
    session.status.setState({ tracker: githubTracker(Date.now()) });
    fresh.type("O");
    await fresh.waitFor("open pull request: there is no pull request yet: P opens one");
  });

  it("ask for the program and say what hinders it", async () => {
    const session = withWorkflows(running());
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("Dark mode");
    for (const [keys, call] of [
      ["e", "edit w2 null"],
      ["S", "shell w2"],
      ["1p", "page w2 log"],
    ] as const) {
      terminal.type(keys);
      await terminal.waitFor(() => session.calls.includes(call));
      await terminal.waitFor("this session has no programs");
      terminal.type("\u001b");
      await terminal.waitFor((screen) => !screen.includes("no programs"));
    }
  });

  it("edit the document that is being read", async () => {
    const session = withWorkflows(running());
    session.write("w2", { "specs/a.md": "# First", "specs/b.md": "# Second" });
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("Dark mode");
    terminal.type(keyOf(specPane));
    await terminal.waitFor("First");
    terminal.type("]");
    await terminal.waitFor("Second");
    terminal.type("e");
    await terminal.waitFor(() => session.calls.length > 0);
    expect(session.calls).toEqual(["edit w2 specs/b.md"]);
  });

  it("copy the worktree's path to the terminal's clipboard", async () => {
    const { terminal } = driveDashboard(withWorkflows(running()));
    await terminal.waitFor("Dark mode");
    terminal.type("y");
    await terminal.waitFor("Copied: ~/code/webshop-2-dark-mode");
    const copied = Buffer.from("~/code/webshop-2-dark-mode").toString("base64");
    expect(terminal.written).toContain(`\u001b]52;c;${copied}\u0007`);
  });
});
