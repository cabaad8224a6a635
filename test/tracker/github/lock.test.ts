import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { waitForLock } from "../../../source/files/lock.ts";
import { TrackerClosedError } from "../../../source/tracker/errors.ts";
import { computedMs } from "../../support/computing-time.ts";
import { eventually } from "../../support/eventually.ts";
import { type GitHub, startGitHub } from "../../support/github/index.ts";
import { TOKEN, temporaryPlansDir, trackerOn } from "../../support/github-tracker.ts";

async function newGitHub(): Promise<GitHub> {
  const github = await startGitHub();
  onTestFinished(() => github.close());
  github.world.addRepository({ owner: "acme", name: "widgets" });
  github.world.addUser("owner", "ADMIN", TOKEN);
  github.world.addIssue({ title: "An issue", by: "owner" });
  return github;
}

describe("the lock among the processes of one repository", () => {
  it("is not waited for any longer once the tracker is closed", async () => {
    const plansDir = temporaryPlansDir();
    const tracker = trackerOn(await newGitHub(), { plansDir });
    const lock = await waitForLock(join(plansDir, "tracker/github.lock"));
    onTestFinished(() => lock.release());
    await tracker.viewer();
    const posted = ["a", "b", "c"].map((key) => tracker.postComment(1, { body: "x", key }));
    const settled = Promise.allSettled(posted);
    tracker.close();
    for (const each of await settled)
      expect(each).toMatchObject({ status: "rejected", reason: expect.any(TrackerClosedError) });
  });

  it("is looked for by one at a time in a process, whatever waits behind", async () => {
    const github = await newGitHub();
    const tracker = trackerOn(github);
    github.faults.add({ kind: "hung", match: ({ operationName }) => operationName === "OrcAddComment" });
    const keys = Array.from({ length: 20 }, (_, index) => `k${index}`);
    const posted = keys.map((key) => tracker.postComment(1, { body: "x", key }));
    const settled = Promise.allSettled(posted);
    const isPosting = () => github.requests.some(({ operationName }) => operationName === "OrcAddComment");
    await eventually("the first one hangs", isPosting);
    const before = computedMs();
    await new Promise((resolve) => setTimeout(resolve, 500));
    // Twenty that look at a file every 2 ms took half of a processor.
    expect(computedMs() - before).toBeLessThan(100);
    tracker.close();
    await settled;
  });
});
