import { onTestFinished } from "vitest";
import { startGitHub } from "../support/github/index.ts";
import { TOKEN, temporaryPlansDir, trackerOn } from "../support/github-tracker.ts";
import { trackerContract } from "./tracker-contract.ts";

trackerContract("github tracker", async () => {
  const github = await startGitHub();
  onTestFinished(() => github.close());
  github.world.addRepository({ owner: "acme", name: "widgets" });
  github.world.addUser("owner", "ADMIN", TOKEN);
  const plansDir = temporaryPlansDir();
  const another = () => trackerOn(github, { plansDir });
  return {
    tracker: another(),
    another,
    createElsewhere: async (request) => (await another().createIssue(request)).number,
    longestBody: 65_000,
  };
});
