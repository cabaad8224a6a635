import { describe, expect, it } from "vitest";
import { locateRepository } from "../../../../source/tracker/github/locate-repository.ts";

describe("a repository that is named wrongly", () => {
  const remoteUrls = ["git@github.com:acme/widgets.git"];

  it.each(["acme", "a/b/c/d", "../../etc", "acme/..", "-x/y", "https://github.com/acme"])(
    "is an error, and the remote's is not taken in its place: %j",
    async (text) => {
      for (const request of [
        { repo: text, env: {} },
        { repo: null, env: { GH_REPO: text } },
      ]) {
        const located = locateRepository({ ...request, remoteUrls, isWanted: true });
        await expect(located).rejects.toMatchObject({ code: "GITHUB_REPOSITORY_NAME" });
      }
    },
  );

  it("is no error where nothing is named", async () => {
    const located = await locateRepository({
      repo: null,
      env: { GH_REPO: " " },
      remoteUrls,
      isWanted: false,
    });
    expect(located?.address).toEqual({ host: "github.com", owner: "acme", name: "widgets" });
  });
});
