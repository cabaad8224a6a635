import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { historyPane } from "../../source/ui/panes/history-pane.tsx";
import { keyOf } from "../../source/ui/panes/registry.ts";
import { talkPane } from "../../source/ui/panes/talk-pane.tsx";
import { eventually } from "../support/eventually.ts";
import { type GitHub, startGitHub } from "../support/github/index.ts";
import { KEY, type Scene, setScene } from "./scene.ts";

const TOKEN = "ghp_of-the-owner";

async function onGitHub(): Promise<{ github: GitHub; scene: Scene; env: Record<string, string> }> {
  const github = await startGitHub();
  github.world.addRepository({ owner: "acme", name: "widgets" });
  github.world.addUser("owner", "ADMIN", TOKEN);
  github.world.addUser("dana", "WRITE");
  github.world.addUser("eve", null);
  const scene = await setScene({ remote: true });
  onTestFinished(() => github.close());
  const settings = { tracker: "github", repo: "acme/widgets", pollSeconds: 5, defaultAgent: "demo" };
  writeFileSync(join(scene.sandbox.repo, ".plans/config.json"), JSON.stringify(settings));
  return { github, scene, env: { GITHUB_GRAPHQL_URL: github.url, GH_TOKEN: TOKEN } };
}

describe("a workflow on GitHub, in a terminal", () => {
  it("ORC-004, ORC-005: shows what was said and why it did not count, repairs a label, and is opened by a writer's comment", async () => {
    const { github, scene, env } = await onGitHub();
    await scene.shell.run(["new", "Add search", "--wait", "gate"], { env });
    const terminal = scene.open({ env });
    await terminal.waitFor("Waiting for your approval");
    await terminal.waitFor("github acme/widgets");
    github.world.comment(1, { by: "eve", body: "approved" });
    github.world.setLabels(1, ["status:done"]);
    terminal.press(keyOf(talkPane));
    await terminal.waitFor("did not count: eve has no write permission");
    await terminal.waitFor("should be status:awaiting-approval");
    terminal.press("L");
    await terminal.waitFor((screen) => !screen.includes("should be status:awaiting-approval"));
    await eventually("the label", () => github.world.labelsOf(1).join() === "status:awaiting-approval");
    github.world.comment(1, { by: "dana", body: "LGTM" });
    await terminal.waitFor("Approved by dana on GitHub");
  });

  it("answers keys while GitHub hangs, says that it is offline, and comes back by itself", async () => {
    const { github, scene, env } = await onGitHub();
    await scene.shell.run(["new", "Add search", "--wait", "gate"], { env });
    github.faults.add({ kind: "hung", times: 1_000 });
    const terminal = scene.open({ env });
    await terminal.waitFor("Waiting for your approval");
    terminal.press("?");
    await terminal.waitFor("Everywhere");
    terminal.press(KEY.escape);
    await terminal.waitFor((screen) => !screen.includes("Everywhere"));
    github.faults.clear();
    await github.offline();
    await terminal.waitFor(/✕ github/);
    terminal.press(keyOf(historyPane));
    await terminal.waitFor("PHASE 2 ▸ GATE 1");
    await github.online();
    await terminal.waitFor(/✓ github acme\/widgets/);
  });

  it("ORC-002: takes on an open issue that is picked", async () => {
    const { github, scene, env } = await onGitHub();
    github.world.addIssue({ title: "Dark mode", body: "For the night.", by: "eve" });
    github.world.addIssue({ title: "Search", body: "Everywhere.", by: "eve" });
    const terminal = scene.open({ env });
    await terminal.waitFor("orc-tui");
    terminal.press("i");
    await terminal.waitFor("Dark mode");
    terminal.press("dark");
    await terminal.waitFor((screen) => !screen.includes("Search"));
    terminal.press("\r");
    await terminal.waitFor("takes on issue #1");
    terminal.press(KEY.send);
    await terminal.waitFor("Waiting for your approval");
    expect(github.world.issues).toHaveLength(2);
    await eventually("the label", () => github.world.labelsOf(1).join() === "status:awaiting-approval");
  });
});
