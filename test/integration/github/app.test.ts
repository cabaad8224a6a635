import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startGitHub } from "../../support/github/index.ts";
import { createProject, FEATURE, type Project } from "../project.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
});

let project: Project;
let github: Awaited<ReturnType<typeof startGitHub>>;

beforeEach(async () => {
  const permissions = {
    metadata: "read",
    issues: "write",
    pull_requests: "write",
    contents: "write",
  } as const;
  const app = { slug: "orc-app", id: 12345, installationId: 678, permissions, publicKey };
  github = await startGitHub({ repository: { owner: "acme", name: "widgets" }, apps: [app] });
  // A person may have the App's bare name: they are not the same.
  github.world.addUser("orc-app", null);
  github.world.addUser("dana", "WRITE");
  project = await createProject({
    settings: { tracker: "github", repo: "acme/widgets", pollSeconds: 5 },
    env: { GITHUB_GRAPHQL_URL: github.url },
  });
  const keyFile = join(project.root, "app.pem");
  writeFileSync(keyFile, privateKey, { mode: 0o600 });
  const settings = { githubAppId: "12345", githubAppInstallationId: "678", githubAppKeyFile: keyFile };
  writeFileSync(join(project.cli.configDir, "config.json"), JSON.stringify(settings));
});
afterEach(async () => {
  await project.cleanup();
  await github.close();
});

describe("orc-tui as a GitHub App", () => {
  it("takes a workflow through in the App's name, and finds its own issue and comments again", async () => {
    const { cli } = project;
    const crashed = { env: { ORC_TUI_TEST_CRASH_AT: "issue:there" } };
    await cli.run(["new", FEATURE, "--wait", "gate"], crashed);
    expect(await cli.run(["run", "--until", "gate"])).toMatchObject({ exitCode: 4 });
    expect(github.world.issues).toHaveLength(1);
    expect(github.world.issue(1).author).toMatchObject({ __typename: "Bot", login: "orc-app" });
    github.world.comment(1, { by: "dana", body: "approved" });
    expect(await cli.run(["run", "--until", "done"])).toMatchObject({ exitCode: 0 });
    expect(project.state().history.at(-1)?.by).toBe("github:dana");
  });

  it("does not read a key that the project's own file names", async () => {
    project.configure({ tracker: "github", repo: "acme/widgets", githubAppKeyFile: "/etc/passwd" });
    writeFileSync(join(project.cli.configDir, "config.json"), "{}");
    const { stdout, exitCode } = await project.cli.run(["doctor"]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/no token for/);
  });
});
