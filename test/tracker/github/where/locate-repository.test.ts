import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isGitHubHost, locateRepository } from "../../../../source/tracker/github/locate-repository.ts";
import { formatAddress } from "../../../../source/tracker/github/repository-address.ts";
import { withoutPrograms, withPrograms } from "./programs.ts";

interface Case {
  readonly repo?: string;
  readonly remotes?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly isWanted?: boolean;
}

async function located({ repo, remotes = [], env = {}, isWanted = false }: Case): Promise<string> {
  const found = await locateRepository({
    repo: repo ?? null,
    remoteUrls: remotes,
    env: { ...withoutPrograms(), ...env },
    isWanted,
  });
  return found === null ? "none" : `${formatAddress(found.address)} by ${found.from}`;
}

const REMOTE = "git@github.com:acme/widgets.git";

describe("which repository it is", () => {
  it.each<[string, Case, string]>([
    ["nothing tells", {}, "none"],
    ["the remote", { remotes: [REMOTE] }, "acme/widgets by remote"],
    ["the setting before all", { repo: "o/r", remotes: [REMOTE], env: { GH_REPO: "x/y" } }, "o/r by setting"],
    ["GH_REPO before the remote", { remotes: [REMOTE], env: { GH_REPO: "x/y" } }, "x/y by environment"],
    ["a blank GH_REPO is none", { remotes: [REMOTE], env: { GH_REPO: " " } }, "acme/widgets by remote"],
    ["a folder is none", { remotes: ["/srv/acme/widgets"] }, "none"],
    [
      "as written where git goes to a mirror",
      { remotes: ["https://mirror.example/a/b", REMOTE] },
      "acme/widgets by remote",
    ],
    ["as git goes where both are GitHub", { remotes: ["https://github.com/a/b", REMOTE] }, "a/b by remote"],
    ["as written where git goes to a folder", { remotes: ["/srv/x", REMOTE] }, "acme/widgets by remote"],
    [
      "an unknown host, for whoever asks for it",
      { remotes: ["https://git.example.com/a/b"] },
      "git.example.com/a/b by remote",
    ],
    [
      "the host of the setting",
      { repo: "git.example.com/o/r", env: { GH_HOST: "x.example" } },
      "git.example.com/o/r by setting",
    ],
    [
      "GH_HOST for a name without one",
      { repo: "o/r", remotes: [REMOTE], env: { GH_HOST: "Git.Example.com" } },
      "git.example.com/o/r by setting",
    ],
    [
      "the remote's host where it is GitHub's",
      { repo: "o/r", remotes: ["https://acme.ghe.com/a/b"] },
      "acme.ghe.com/o/r by setting",
    ],
    [
      "never an unknown remote's host",
      { repo: "o/r", remotes: ["https://evil.example/a/b"] },
      "o/r by setting",
    ],
    [
      "never a host that only looks alike",
      { repo: "o/r", remotes: ["https://github.com.evil.example/a/b", "https://notghe.com/a/b"] },
      "o/r by setting",
    ],
    [
      "the job's, in GitHub Actions",
      { env: { GITHUB_ACTIONS: "true", GITHUB_REPOSITORY: "a/b" } },
      "a/b by environment",
    ],
    ["not the job's elsewhere", { env: { GITHUB_REPOSITORY: "a/b" } }, "none"],
    [
      "the job's where GitHub is wanted",
      { env: { GITHUB_REPOSITORY: "a/b" }, isWanted: true },
      "a/b by environment",
    ],
    [
      "the remote before the job's",
      { remotes: [REMOTE], env: { GITHUB_ACTIONS: "true", GITHUB_REPOSITORY: "a/b" } },
      "acme/widgets by remote",
    ],
  ])("%s", async (_what, given, expected) => {
    expect(await located(given)).toBe(expected);
  });

  it("knows the hosts that are GitHub's", () => {
    const env = { GH_HOST: "git.example.com", GITHUB_SERVER_URL: "https://server.example/" };
    for (const host of ["github.com", "acme.ghe.com", "git.example.com", "server.example"])
      expect(isGitHubHost(host, env), host).toBe(true);
    for (const host of ["git.example.com", "github.com.evil.example", "evilghe.com", "ghe.com", "gitlab.com"])
      expect(isGitHubHost(host, {}), host).toBe(false);
  });
});

describe("the aliases of ssh", () => {
  /** Answers as ssh does, and writes down what it was asked. */
  const ssh = (hostname: string) =>
    withPrograms({
      ssh: `echo "$*" >> "$(dirname "$0")/asked"\nprintf 'user git\\nhostname ${hostname}\\nport 22\\n'`,
    });
  const asked = (folder: string) => readFileSync(join(folder, "asked"), "utf8");

  it("lead to the repository behind them", async () => {
    const { env, folder } = ssh("github.com");
    expect(await located({ remotes: ["office:acme/widgets.git"], env })).toBe("acme/widgets by remote");
    expect(asked(folder)).toBe("-G -- office\n");
  });

  it("may lead through port 443", async () => {
    const { env } = ssh("ssh.github.com");
    expect(await located({ remotes: ["ssh://git@office/acme/widgets"], env })).toBe("acme/widgets by remote");
  });

  it("are not asked for where the host is known or ssh is not used", async () => {
    const { env, folder } = ssh("evil.example");
    expect(await located({ remotes: [REMOTE], env })).toBe("acme/widgets by remote");
    expect(await located({ remotes: ["https://office/acme/widgets"], env })).toBe(
      "office/acme/widgets by remote",
    );
    expect(() => asked(folder)).toThrow();
  });

  it("are their own host where ssh is missing, fails, or answers nonsense", async () => {
    const remotes = ["office:acme/widgets"];
    expect(await located({ remotes })).toBe("office/acme/widgets by remote");
    for (const script of ["exit 255", "echo hostname", "echo hostname -oEvil", "echo 'hostname a/b'"])
      expect(await located({ remotes, env: withPrograms({ ssh: script }).env }), script).toBe(
        "office/acme/widgets by remote",
      );
  });

  it("are told apart by case", async () => {
    const { env, folder } = ssh("github.com");
    await located({ remotes: ["git@Work:acme/widgets"], env });
    expect(asked(folder)).toBe("-G -- Work\n");
  });
});
