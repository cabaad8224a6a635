import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Finding } from "../../../source/tracker/tracker.ts";
import type { Grant, TokenPermissions } from "../../support/github/access.ts";
import { FEATURE } from "../project.ts";
import { createGitHubProject, type GitHubProject } from "./project.ts";

let project: GitHubProject;

beforeEach(async () => {
  project = await createGitHubProject();
  project.github.world.addIssue({ title: "An issue", by: "eve" });
});
afterEach(async () => project.cleanup());

/** What docs/github.md says that a token needs. */
const ENOUGH: TokenPermissions = {
  metadata: "read",
  issues: "write",
  pull_requests: "write",
  contents: "read",
  statuses: "read",
};

function tokenWith(grant: Grant, login = "owner"): Record<string, string> {
  const { world } = project.github;
  world.accounts.giveToken("a-token", world.accounts.get(login), grant);
  return { GH_TOKEN: "a-token" };
}

/** What is not well, by its name. */
async function complaints(env: Record<string, string>): Promise<Finding[]> {
  const { stdout } = await project.cli.run(["doctor", "--json"], { env });
  return (JSON.parse(stdout) as Finding[]).filter(({ verdict }) => verdict !== "ok");
}

function without(name: keyof TokenPermissions): Grant {
  const { [name]: _missing, ...permissions } = ENOUGH;
  return { permissions };
}

describe("doctor", () => {
  it.each<[string, Grant]>([
    ["a classic token with the scope repo", { scopes: ["repo"] }],
    ["a fine-grained token with what the documents name", { permissions: ENOUGH }],
  ])("finds nothing amiss with %s, and a workflow goes through with it", async (_which, grant) => {
    const env = tokenWith(grant);
    expect(await complaints(env)).toEqual([]);
    expect(await project.cli.run(["new", FEATURE, "--wait", "gate"], { env })).toMatchObject({ exitCode: 4 });
    project.github.world.comment(2, { by: "dana", body: "approved" });
    expect(await project.cli.run(["run", "--until", "done"], { env })).toMatchObject({ exitCode: 0 });
    expect(project.github.world.labelsOf(2)).toEqual(["status:done"]);
  });

  it.each<[string, Grant, string, string]>([
    ["Issues", without("issues"), "Issues: read and write", "problem"],
    ["Issues: write", { permissions: { ...ENOUGH, issues: "read" } }, "Issues: read and write", "problem"],
    ["Pull requests", without("pull_requests"), "Pull requests: read and write", "warning"],
    ["the scope repo", { scopes: ["gist"] }, "token scopes", "problem"],
  ])("names the missing permission: %s", async (_which, grant, what, verdict) => {
    const found = await complaints(tokenWith(grant));
    expect(found).toContainEqual(
      expect.objectContaining({ what, verdict, remedy: expect.stringMatching(/\w/) }),
    );
  });

  it("does not say of a permission to write what it knows of reading only", async () => {
    const env = tokenWith({ permissions: { ...ENOUGH, pull_requests: "read" } });
    const { stdout } = await project.cli.run(["doctor"], { env });
    expect(stdout).toContain("Pull requests: read and write: read: granted; write: not known");
  });

  it("does not take a failed question for a permission", async () => {
    const { faults } = project.github;
    faults.add({ kind: "500", match: ({ operationName }) => operationName === "OrcAddLabels" });
    expect(await complaints(tokenWith({ permissions: ENOUGH }))).toMatchObject([
      {
        what: "Issues: read and write",
        verdict: "warning",
        message: expect.stringContaining("could not be determined"),
      },
    ]);
  });

  it("names the missing role, and changes nothing", async () => {
    const found = await complaints(tokenWith({ scopes: ["repo"] }, "triager"));
    expect(found).toContainEqual(
      expect.objectContaining({ what: "role", message: "the account has triage access to acme/widgets" }),
    );
    expect(project.github.world.issue(1)).toMatchObject({ labels: [], comments: [] });
  });

  it("does not blame the token for what the account's role forbids", async () => {
    expect(await complaints(tokenWith({ scopes: ["repo"] }, "reader"))).toMatchObject([{ what: "role" }]);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ["no login", { GH_TOKEN: "", PATH: "/usr/bin:/bin" }, /no token for/],
    ["a token that GitHub does not know", { GH_TOKEN: "unknown" }, /does not accept the token/],
    ["another repository", { ORC_TUI_REPO: "acme/gadgets" }, /Could not resolve|cannot read the repository/],
  ])("says what to do about %s", async (_which, env, message) => {
    const { exitCode, stdout } = await project.cli.run(["doctor"], { env });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(message);
    expect(stdout).toMatch(/\n {2}\w/);
  });

  it("says what a missing permission is when a workflow needs it", async () => {
    const env = tokenWith({ permissions: { ...ENOUGH, issues: "read" } });
    const { exitCode, stderr } = await project.cli.run(["new", FEATURE, "--wait", "gate"], { env });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('the permission "Issues: read and write"');
  });
});
