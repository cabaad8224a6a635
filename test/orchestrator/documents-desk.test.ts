import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { openRepository } from "../../source/git/repository.ts";
import { createDocumentsDesk } from "../../source/orchestrator/documents-desk.ts";
import type { Documents } from "../../source/orchestrator/session.ts";
import type { Workflow } from "../../source/workflow/state.ts";
import { eventually } from "../support/eventually.ts";
import { fakeSession } from "../support/fake-session.ts";
import { createSandbox, type Sandbox } from "../support/git-sandbox.ts";
import { atGate, running } from "../support/scripted-workflow.ts";

let sandbox: Sandbox;
let documents: ReturnType<typeof newStore>;

beforeEach(async () => {
  sandbox = await createSandbox();
  documents = newStore();
});

afterEach(() => sandbox.cleanup());

function newStore() {
  return createStore<Readonly<Record<string, Documents>>>(() => ({}));
}

function write(path: string, text: string | Buffer): void {
  const file = join(sandbox.repo, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, text);
}

async function commit(): Promise<string> {
  await sandbox.git("add", "-A");
  await sandbox.git("commit", "--quiet", "-m", "documents");
  return sandbox.git("rev-parse", "HEAD");
}

async function deskFor(workflow: Workflow) {
  const session = fakeSession();
  session.show([workflow]);
  const desk = createDocumentsDesk(
    { store: session.store, repository: await openRepository(sandbox.repo) },
    documents,
  );
  return { desk, session };
}

/** What is shown once it is as described. */
async function shown(id: string, isSo: (shown: Documents) => boolean = () => true): Promise<Documents> {
  return eventually("the documents are shown as described", () => {
    const there = documents.getState()[id];
    return there !== undefined && isSo(there) && there;
  });
}

function plan(revision: string, worktreePath: string | null = null): Workflow {
  return { ...atGate(7).workflow, planRevision: revision, worktreePath };
}

describe("the documents of a workflow", () => {
  it("are those of the commit under review, whatever has been written since", async () => {
    write(".plans/7/specs/requirements.md", "# Reviewed\n");
    write(".plans/7/specs/deeper/日本 語.md", "deep\n");
    write(".plans/7/plans/plan.md", "# Plan\r\n\tone\u001b[31m\n");
    write(".plans/7/reviews/r.md", "no document of the plan");
    write(".plans/7/specs/.gitkeep", "");
    write(".plans/7/specs/empty.md", "");
    const revision = await commit();
    write(".plans/7/specs/requirements.md", "# Changed\n");
    const { desk } = await deskFor(plan(revision, sandbox.repo));
    desk.load("w7");
    const there = await shown("w7");
    expect(there).toMatchObject({ revision, problem: null });
    expect(there.documents?.map(({ path, text }) => [path, text])).toEqual([
      ["plans/plan.md", "# Plan\n    one\n"],
      ["specs/deeper/日本 語.md", "deep\n"],
      ["specs/requirements.md", "# Reviewed\n"],
    ]);
  });

  it("are read once as long as the plan is the same, and anew with another", async () => {
    write(".plans/7/specs/a.md", "one\n");
    const first = await commit();
    write(".plans/7/specs/a.md", "two\n");
    const second = await commit();
    const { desk, session } = await deskFor(plan(first));
    desk.load("w7");
    const before = await shown("w7");
    desk.load("w7");
    session.show([plan(second)]);
    desk.load("w7");
    const after = await shown("w7", ({ revision }) => revision === second);
    expect(before.documents?.[0]?.text).toBe("one\n");
    expect(after.documents?.[0]?.text).toBe("two\n");
    desk.load("w7");
    await new Promise((resolve) => setImmediate(resolve));
    expect(documents.getState().w7).toBe(after);
  });

  it("are those in the worktree while the agent writes, and are read again only when one has changed", async () => {
    write(".plans/7/specs/a.md", "one\n");
    const workflow = { ...running(7).workflow, worktreePath: sandbox.repo };
    const { desk } = await deskFor(workflow);
    desk.load("w7");
    const before = await shown("w7");
    expect(before).toMatchObject({ revision: null, documents: [{ path: "specs/a.md", text: "one\n" }] });
    desk.load("w7");
    expect(documents.getState().w7).toBe(before);
    write(".plans/7/specs/a.md", "six\n");
    utimesSync(join(sandbox.repo, ".plans/7/specs/a.md"), 1_000, 1_000);
    desk.load("w7");
    const after = await shown("w7", (now) => now !== before);
    expect(after.documents?.[0]?.text).toBe("six\n");
    rmSync(join(sandbox.repo, ".plans/7/specs/a.md"));
    desk.load("w7");
    expect((await shown("w7", (now) => now !== after)).documents).toEqual([]);
  });

  it("follow no link, neither in a commit nor in a worktree, and say so", async () => {
    const secret = join(sandbox.root, "secret");
    writeFileSync(secret, "never shown");
    mkdirSync(join(sandbox.repo, ".plans/7/specs"), { recursive: true });
    symlinkSync(secret, join(sandbox.repo, ".plans/7/specs/link.md"));
    const revision = await commit();
    const { desk } = await deskFor(plan(revision));
    desk.load("w7");
    const link = { path: "specs/link.md", text: "", problem: "it is a link, and links are not followed" };
    expect((await shown("w7")).documents).toMatchObject([link]);
    documents = newStore();
    const written = await deskFor({ ...running(7).workflow, worktreePath: sandbox.repo });
    written.desk.load("w7");
    expect((await shown("w7")).documents).toMatchObject([link]);
  });

  it("say why they cannot be read, once, and keep what was there", async () => {
    write(".plans/7/specs/a.md", "one\n");
    const workflow = { ...running(7).workflow, worktreePath: sandbox.repo };
    const { desk } = await deskFor(workflow);
    desk.load("w7");
    await shown("w7");
    rmSync(join(sandbox.repo, ".plans/7"), { recursive: true });
    symlinkSync(sandbox.root, join(sandbox.repo, ".plans/7"));
    desk.load("w7");
    const refused = await shown("w7", ({ problem }) => problem !== null);
    expect(refused.problem).toContain("symbolic link");
    expect(refused.documents).toHaveLength(1);
    desk.load("w7");
    await new Promise((resolve) => setImmediate(resolve));
    expect(documents.getState().w7).toBe(refused);
    const { desk: other } = await deskFor(plan("f".repeat(40)));
    documents.setState({}, true);
    other.load("w7");
    expect(await shown("w7")).toMatchObject({ documents: null, problem: expect.stringContaining("git") });
  });

  it("end where they are too long, at a whole character, and are no texts with a NUL in them", async () => {
    const long = "ä日".repeat(10_000_000);
    write(".plans/7/specs/long.md", long);
    write(".plans/7/specs/picture.png", Buffer.from([137, 80, 0, 1]));
    const workflow = { ...running(7).workflow, worktreePath: sandbox.repo };
    const { desk } = await deskFor(workflow);
    desk.load("w7");
    const [cut, picture] = (await shown("w7")).documents ?? [];
    expect(cut).toMatchObject({ bytes: 50_000_000, isCut: true });
    expect(long.startsWith(cut?.text ?? "?")).toBe(true);
    expect(Buffer.byteLength(cut?.text ?? "")).toBeGreaterThan(100_000);
    expect(picture).toMatchObject({ text: "", problem: "it is not a text" });
    const revision = await commit();
    documents = newStore();
    const committed = await deskFor(plan(revision));
    committed.desk.load("w7");
    expect((await shown("w7")).documents?.[0]).toEqual(cut);
  });

  it("are none where nothing was written, and wait for no pipe", async () => {
    mkdirSync(join(sandbox.repo, ".plans/7/specs"), { recursive: true });
    execFileSync("mkfifo", [join(sandbox.repo, ".plans/7/specs/pipe.md")]);
    const { desk } = await deskFor({ ...running(7).workflow, worktreePath: sandbox.repo });
    desk.load("w7");
    expect(await shown("w7")).toEqual({ revision: null, documents: [], problem: null });
  });
});
