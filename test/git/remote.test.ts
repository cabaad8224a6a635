import { chmodSync, renameSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PushFailedError } from "../../source/git/push.ts";
import {
  pickRemote,
  pushBranch,
  RemoteUnreachableError,
  readRemotes,
  remoteHead,
  remoteUrl,
  UnknownRemoteError,
} from "../../source/git/remote.ts";
import { branchWithWorktree, pushFromElsewhere, removeSandboxes, sandbox, write } from "./sandboxes.ts";

removeSandboxes();

describe("choosing a remote", () => {
  it("knows those with a URL, and nothing where there is none", async () => {
    const { repository, git } = await sandbox();
    expect([...(await readRemotes(repository))]).toEqual([]);
    await git("remote", "add", "up.stream", "/nowhere");
    await git("remote", "add", "fork", "/nowhere");
    await git("remote", "set-url", "--add", "fork", "/elsewhere");
    await git("config", "remote.url-less.fetch", "+refs/heads/*:refs/remotes/url-less/*");
    expect([...(await readRemotes(repository))]).toEqual([
      ["fork", "/nowhere"],
      ["up.stream", "/nowhere"],
    ]);
  });

  it("gives the address that git goes to, by the rules of its settings", async () => {
    const { repository, git } = await sandbox();
    await git("remote", "add", "origin", "work:acme/widgets");
    await git("config", "url.git@github.com:.insteadOf", "work:");
    expect((await readRemotes(repository)).get("origin")).toBe("work:acme/widgets");
    expect(await remoteUrl(repository, "origin")).toBe("git@github.com:acme/widgets");
  });

  it("takes the preferred one, else origin, else the only one, else none", () => {
    expect(pickRemote([], null)).toBeNull();
    expect(pickRemote(["up.stream"], null)).toBe("up.stream");
    expect(pickRemote(["fork", "up.stream"], null)).toBeNull();
    expect(pickRemote(["fork", "origin", "up.stream"], null)).toBe("origin");
    expect(pickRemote(["fork", "origin", "up.stream"], "fork")).toBe("fork");
  });

  it("names those that exist when the preferred one does not", () => {
    for (const name of ["upstream", "--upload-pack=touch x", ""]) {
      const pick = () => pickRemote(["origin"], name);
      expect(pick).toThrow(UnknownRemoteError);
      expect(pick).toThrow(expect.objectContaining({ remote: name, known: ["origin"] }));
    }
  });
});

describe("the head of a remote branch", () => {
  it("is asked of the remote, not remembered", async () => {
    const made = await sandbox({ remote: true });
    const head = await pushFromElsewhere(made, "1-x", "a.txt", "a");
    expect(await remoteHead(made.repository, "origin", "1-x")).toBe(head);
    expect(await remoteHead(made.repository, "origin", "x")).toBeNull();
  });

  it("tells a remote that is gone from a branch that is not there", async () => {
    const made = await sandbox({ remote: true });
    renameSync(made.remote ?? "", `${made.remote}.gone`);
    const error = await remoteHead(made.repository, "origin", "main").catch((thrown) => thrown);
    expect(error).toBeInstanceOf(RemoteUnreachableError);
    expect(error.remedy).toContain("network");
  });
});

describe("pushing a branch", () => {
  async function committed(remote = true) {
    const made = await sandbox({ remote });
    const worktree = await branchWithWorktree(made, "1-x");
    write(worktree, "work.txt", "work");
    await made.git("-C", worktree, "add", "--all");
    await made.git("-C", worktree, "commit", "--quiet", "-m", "work");
    return { ...made, worktree, push: () => pushBranch(worktree, { remote: "origin", branch: "1-x" }) };
  }

  it("sets the upstream, pushes that branch only, and may be repeated", async () => {
    const { git, worktree, push, remote } = await committed();
    await git("commit", "--quiet", "--allow-empty", "-m", "unpushed on main");
    await git("tag", "-a", "v1", "-m", "a tag", "1-x");
    await git("config", "push.followTags", "true");
    await push();
    await push();
    const refs = await git("-C", remote ?? "", "for-each-ref", "--format=%(refname) %(objectname)");
    const head = await git("-C", worktree, "rev-parse", "HEAD");
    expect(refs).toBe(`refs/heads/1-x ${head}\nrefs/heads/main ${await git("rev-parse", "main~1")}`);
    expect(await git("rev-parse", "--abbrev-ref", "1-x@{upstream}")).toBe("origin/1-x");
  });

  it("does not run the pre-push hook", async () => {
    const { repo, push } = await committed();
    write(repo, ".git/hooks/pre-push", "#!/bin/sh\nexit 1\n");
    chmodSync(join(repo, ".git/hooks/pre-push"), 0o755);
    await push();
  });

  it("never overwrites what others pushed", async () => {
    const made = await committed();
    const theirs = await pushFromElsewhere(made, "1-x", "theirs.txt", "theirs");
    const error = await made.push().catch((thrown) => thrown);
    expect(error).toBeInstanceOf(PushFailedError);
    expect(error).toMatchObject({ kind: "rejected", remote: "origin", branch: "1-x" });
    expect(await remoteHead(made.repository, "origin", "1-x")).toBe(theirs);
  });

  it("says that the remote refuses when its hook does", async () => {
    const made = await committed();
    write(made.remote ?? "", "hooks/pre-receive", "#!/bin/sh\nexit 1\n");
    chmodSync(join(made.remote ?? "", "hooks/pre-receive"), 0o755);
    await expect(made.push()).rejects.toMatchObject({ kind: "denied" });
  });

  it("says that a remote which can be read but not pushed to denies it", async () => {
    const made = await committed();
    await made.git("remote", "set-url", "--push", "origin", join(made.root, "read-only.git"));
    await expect(made.push()).rejects.toMatchObject({ kind: "denied" });
  });

  it("says that the remote is unreachable, and keeps the commit", async () => {
    const made = await committed();
    const head = await made.git("rev-parse", "1-x");
    renameSync(made.remote ?? "", `${made.remote}.gone`);
    await expect(made.push()).rejects.toMatchObject({ kind: "unreachable", code: "PUSH_FAILED" });
    expect(await made.git("rev-parse", "1-x")).toBe(head);
  });

  it("shows no credentials of a remote's address", async () => {
    const made = await committed();
    await made.git("remote", "set-url", "origin", "https://user:s3cret@localhost:1/x.git");
    const error = await made.push().catch((thrown) => thrown);
    expect(error).toMatchObject({ kind: "unreachable" });
    expect(`${error.message} ${error.cause?.message} ${error.cause?.command}`).not.toContain("s3cret");
  });
});
