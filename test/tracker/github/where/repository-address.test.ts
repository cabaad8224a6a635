import { describe, expect, it } from "vitest";
import {
  formatAddress,
  isSshUrl,
  parseRemoteUrl,
  parseRepositoryName,
} from "../../../../source/tracker/github/repository-address.ts";
import { computedMs } from "../../../support/computing-time.ts";

const GITHUB = "github.com/acme/widgets";

/** What git accepts for a remote, and the repository it names. */
const NAMES_ONE: readonly (readonly [string, string])[] = [
  ["git@github.com:acme/widgets.git", GITHUB],
  ["git@github.com:acme/widgets", GITHUB],
  ["git@github.com:acme/widgets/", GITHUB],
  ["git@github.com:acme/widgets.git/", GITHUB],
  ["git@github.com:/acme/widgets.git", GITHUB],
  ["github.com:acme/widgets.git", GITHUB],
  ["org-1234@github.com:acme/widgets.git", GITHUB],
  ["git@GitHub.COM:Acme/Widgets.git", "github.com/Acme/Widgets"],
  ["github-work:acme/widgets.git", "github-work/acme/widgets"],
  ["git@github_work:acme/widgets.git", "github_work/acme/widgets"],
  ["git@ssh.github.com:acme/widgets.git", GITHUB],
  ["ssh://git@github.com/acme/widgets.git", GITHUB],
  ["ssh://git@github.com:22/acme/widgets", GITHUB],
  ["ssh://git@ssh.github.com:443/acme/widgets.git", GITHUB],
  ["ssh://github.com/acme/widgets/", GITHUB],
  ["SSH://git@github.com/acme/widgets.git", GITHUB],
  ["git+ssh://git@github.com/acme/widgets.git", GITHUB],
  ["https://github.com/acme/widgets", GITHUB],
  ["https://github.com/acme/widgets.git", GITHUB],
  ["https://github.com/acme/widgets.git/", GITHUB],
  ["https://www.github.com/acme/widgets", GITHUB],
  ["https://github.com:443/acme/widgets", GITHUB],
  ["HTTPS://GITHUB.COM/acme/widgets", GITHUB],
  ["http://github.com/acme/widgets", GITHUB],
  ["git://github.com/acme/widgets.git", GITHUB],
  ["https://someone@github.com/acme/widgets", GITHUB],
  ["https://someone:ghp_secret@github.com/acme/widgets.git", GITHUB],
  ["https://x-access-token:ghs_secret@github.com/acme/widgets.git", GITHUB],
  ["https://acme.ghe.com/acme/widgets.git", "acme.ghe.com/acme/widgets"],
  ["git@git.example.com:acme/widgets.git", "git.example.com/acme/widgets"],
  ["https://git.example.com:8443/acme/widgets.git", "git.example.com/acme/widgets"],
  ["https://github.com/octo_acme/widgets", "github.com/octo_acme/widgets"],
  ["https://github.com/a/b", "github.com/a/b"],
  ["https://github.com/acme/.github", "github.com/acme/.github"],
  ["https://github.com/acme/widgets.js.git", "github.com/acme/widgets.js"],
  ["https://github.com/acme/widgets.git.git", "github.com/acme/widgets.git"],
  [`https://github.com/acme/${"w".repeat(100)}`, `github.com/acme/${"w".repeat(100)}`],
  [`https://github.com/${"a".repeat(39)}/widgets`, `github.com/${"a".repeat(39)}/widgets`],
];

/** Folders, other things, and what is made to be misread. */
const NAMES_NONE: readonly string[] = [
  "",
  " ",
  "/srv/git/widgets.git",
  "./acme/widgets",
  "../acme/widgets",
  "~/acme/widgets",
  "acme/widgets",
  "file:///srv/acme/widgets.git",
  "file://localhost/acme/widgets",
  "C:\\acme\\widgets",
  "C:/acme/widgets",
  "c:/acme/widgets.git",
  "\\\\server\\acme\\widgets",
  "ftp://github.com/acme/widgets",
  "javascript://github.com/acme/widgets",
  "ext::sh -c 'touch x'",
  "ext::ssh/x",
  "gcrypt::git@github.com:acme/widgets",
  "git@github.com:widgets.git",
  "git@github.com:",
  "git@github.com:acme/",
  "git@github.com:acme/widgets/extra",
  "git@github.com:../../x.git",
  "git@github.com:../x.git",
  "git@github.com:acme/..",
  "git@github.com:acme/.",
  "git@github.com:acme/.git",
  "git@github.com:acme/...git",
  "git@github.com:~acme/widgets",
  "git@github.com:-acme/widgets",
  "https://github.com",
  "https://github.com/",
  "https://github.com/acme",
  "https://github.com/acme/widgets/tree/main",
  "https://github.com//acme/widgets",
  "https://github.com/acme//widgets",
  "https://github.com/acme/widgets//",
  "https://github.com/acme/../widgets",
  "https://github.com/x/../acme/widgets",
  "https://github.com/./acme/widgets",
  "https://github.com/acme/%2e%2e",
  "https://github.com/acme%2fwidgets",
  "https://github.com/acme/wid gets",
  "https://github.com/acme/widgets?x=1",
  "https://github.com/acme/widgets#x",
  "https://github.com/acme/wid\ngets",
  "https://github.com/acme/wid\u0000gets",
  "https://github.com/acme/wid\u001b[31mgets",
  "https://github.com/acme/wídgets",
  "https://github.com/аcme/widgets",
  "https://gіthub.com/acme/widgets",
  "https:///acme/widgets",
  "https://@/acme/widgets",
  "ssh://-oProxyCommand=x/acme/widgets",
  "ssh://git@-oProxyCommand=x/acme/widgets",
  "-oProxyCommand=x:acme/widgets",
  "git@-host:acme/widgets",
  "--upload-pack=x@github.com:acme/widgets",
  "https://evil.example\\@github.com/acme/widgets",
  "https://github.com\\@evil.example/acme/widgets",
  "https://github.com%2f@evil.example%2f/acme/widgets",
  "https://github.com..evil.example/acme/widgets",
  "https://github.com./acme/widgets",
  "ssh://[::1]/acme/widgets",
  `https://github.com/acme/${"w".repeat(101)}`,
  `https://github.com/${"a".repeat(40)}/widgets`,
  `https://${"a.".repeat(200)}com/acme/widgets`,
];

function shown(url: string): string | null {
  const found = parseRemoteUrl(url);
  return found === null ? null : `${found.host}/${found.owner}/${found.name}`;
}

describe("the address of a remote", () => {
  it.each(NAMES_ONE)("%j names %s", (url, expected) => {
    expect(shown(url)).toBe(expected);
  });

  it.each(NAMES_NONE)("%j names no repository", (url) => {
    expect(shown(url)).toBeNull();
  });

  it("is that of the host that git would connect to, not of what stands before it", () => {
    expect(shown("https://github.com@evil.example/acme/widgets")).toBe("evil.example/acme/widgets");
    for (const url of ["https://evil.example#@github.com/a/b", "https://evil.example?@github.com/a/b"])
      expect([null, "evil.example/a/b"], url).toContain(shown(url));
  });

  it("keeps no user name and no password", () => {
    expect(JSON.stringify(parseRemoteUrl("https://u5er:s3cret@github.com/acme/widgets"))).not.toMatch(
      /u5er|s3cret/,
    );
  });

  it("is read in no time however long it is", () => {
    const start = computedMs();
    for (const url of [
      `${"@".repeat(50_000)}:x`,
      `https://${"a-".repeat(50_000)}/x/y`,
      `a:${"/".repeat(99_999)}`,
    ])
      parseRemoteUrl(url);
    expect(computedMs() - start).toBeLessThan(1_000);
  });

  it("says which go by ssh", () => {
    for (const url of ["git@github.com:a/b", "work:a/b", "ssh://h/a/b", "git+ssh://h/a/b"])
      expect(isSshUrl(url), url).toBe(true);
    for (const url of ["https://h/a/b", "git://h/a/b", "/a/b", "a/b", "file:///a/b"])
      expect(isSshUrl(url), url).toBe(false);
  });
});

describe("the name of a repository", () => {
  it.each([
    ["acme/widgets", null],
    ["github.com/acme/widgets", "github.com"],
    ["www.github.com/acme/widgets", "github.com"],
    ["Git.Example.com/acme/widgets", "git.example.com"],
    ["https://git.example.com/acme/widgets.git", "git.example.com"],
    ["git@github.com:acme/widgets.git", "github.com"],
    ["ssh://git@github.com/acme/widgets", "github.com"],
  ])("%s", (text, host) => {
    expect(parseRepositoryName(text)).toEqual({ host, owner: "acme", name: "widgets" });
  });

  it.each([
    "",
    "widgets",
    "acme/",
    "/widgets",
    "../widgets",
    "acme/..",
    "acme/wid gets",
    "a/b/c/d",
    "-host/acme/widgets",
    "https://github.com/acme",
    "/srv/acme/widgets",
    "./acme/widgets",
  ])("%j is none", (text) => {
    expect(parseRepositoryName(text)).toBeNull();
  });

  it("is written with the host only where it is not github.com", () => {
    expect(formatAddress({ host: "github.com", owner: "acme", name: "widgets" })).toBe("acme/widgets");
    expect(formatAddress({ host: "git.example.com", owner: "a", name: "b" })).toBe("git.example.com/a/b");
  });
});
