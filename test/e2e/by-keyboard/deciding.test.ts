import { describe, it, onTestFinished } from "vitest";
import { eventually } from "../../support/eventually.ts";
import { startGitHub } from "../../support/github/index.ts";
import { KEY } from "../scene.ts";
import { isMissing, PLACES, recorder, setSceneOfAgents, sit } from "./places.ts";

const TOKEN = "ghp_of-the-owner";
const AT_GATE = "Add dark mode";

describe.each(PLACES)("by keyboard alone, in $name", (place) => {
  it.skipIf(isMissing(place))("what is public or cannot be taken back asks first, and is done", async () => {
    const github = await startGitHub();
    onTestFinished(() => github.close());
    github.world.addRepository({ owner: "acme", name: "widgets" });
    github.world.addUser("owner", "ADMIN", TOKEN);
    const scene = await setSceneOfAgents({ tracker: "github", repo: "acme/widgets", pollSeconds: 5 }, true);
    const browser = recorder(scene, "browser");
    const env = { GITHUB_GRAPHQL_URL: github.url, GH_TOKEN: TOKEN, BROWSER: browser.file };
    await scene.shell.run(["new", AT_GATE, "--wait", "gate"], { env });
    const screen = sit(scene, place, { env });
    await screen.waitFor(AT_GATE);
    const gone = (words: string) => screen.waitFor((now) => !now.includes(words));

    screen.press("o");
    await eventually("the browser is called", () => browser.called().includes("/acme/widgets/issues/1"));

    screen.press("c");
    await screen.waitFor("posted on issue #1");
    screen.press("a thought");
    await screen.waitFor("a thought");
    screen.press(KEY.send);
    await eventually("the comment", () =>
      github.world.issues[0]?.comments.some(({ body }) => body.includes("a thought")),
    );

    github.world.setLabels(1, ["status:done"]);
    await screen.waitFor(/≠|should be/);
    screen.press("L");
    await eventually("the label", () => github.world.labelsOf(1).join() === "status:awaiting-approval");

    screen.press("X");
    await screen.waitFor(/Cancel .*workflow/);
    screen.press("n");
    await gone("leave it");
    screen.press("r");
    await screen.waitFor("Request changes");
    screen.press("Say which colours");
    await screen.waitFor("Say which colours");
    screen.press(KEY.send);
    await eventually("the second plan", async () => {
      const { state, runs } = await scene.workflow(1);
      return state === "GATE_1" && runs.length === 2;
    });

    screen.press("A");
    await screen.waitFor("Approve the plan");
    screen.press(KEY.escape);
    await gone("Approve the plan");
    screen.press("A");
    await screen.waitFor("Approve the plan");
    screen.press("y");
    await screen.waitFor(/✓ +Add dark mode|Approved by/);

    github.world.push("1-add-dark-mode");
    screen.press("P");
    await screen.waitFor("Open a pull request");
    screen.press("y");
    await eventually("the pull request", () => github.world.pullRequests.length === 1);
    screen.press("q");
  });
});
