import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { listProcesses } from "../../source/processes/tree.ts";
import { readRecord } from "../../source/store/record.ts";
import { readIssueFile } from "../../source/tracker/local/issue-file.ts";
import { hasMarker, workflowMarker } from "../../source/tracker/marker.ts";
import { isStatusLabel, statusLabel } from "../../source/workflow/labels.ts";
import type { Workflow } from "../../source/workflow/state.ts";
import { agentStarts, type Scene } from "./scene.ts";

/**
 * How the end of a workflow differs from the one end that there is, however often its engine was killed: one
 * issue, one branch, one worktree, one agent run per attempt, every transition once, every comment once,
 * journal and snapshot agreeing, nothing left over. Empty when it does not.
 */
export async function differences(scene: Scene, revisions: number): Promise<string[]> {
  const workflow = scene.workflow();
  if (workflow === null) return ["there is no workflow"];
  const found: string[] = [];
  const expect = (what: string, actual: unknown, wanted: unknown) => {
    const [is, should] = [JSON.stringify(actual), JSON.stringify(wanted)];
    if (is !== should) found.push(`${what}: ${is}, not ${should}`);
  };
  expectRecord(scene, workflow, revisions, expect);
  expectIssue(scene, workflow, expect);
  expectRuns(scene, workflow, revisions, expect);
  await expectGit(scene, workflow, revisions, expect);
  await expectNothingLeft(scene, expect);
  return found;
}

type Expect = (what: string, actual: unknown, wanted: unknown) => void;

function expectRecord(scene: Scene, workflow: Workflow, revisions: number, expect: Expect): void {
  const back = ["changes_requested:PHASE_2", "phase_2_complete:GATE_1"];
  expect(
    "history",
    workflow.history.map(({ trigger, to }) => `${trigger}:${to}`),
    [
      "phase_1_start:PHASE_1",
      "phase_1_complete:PHASE_2",
      "phase_2_complete:GATE_1",
      ...Array.from({ length: revisions }, () => back).flat(),
      "approval_received:DONE",
    ],
  );
  expect("journal and snapshot", readRecord(join(scene.plans, "1")).kind, "sound");
  expect("lastError", workflow.lastError, null);
  expect(
    "workflow folders",
    readdirSync(scene.plans).filter((name) => /^\d+$/.test(name)),
    ["1"],
  );
  const drafts = join(scene.plans, "drafts");
  expect("drafts", existsSync(drafts) ? readdirSync(drafts) : [], []);
}

function expectIssue(scene: Scene, workflow: Workflow, expect: Expect): void {
  const folder = join(scene.plans, "tracker");
  expect("files of the tracker", readdirSync(folder), ["1.json"]);
  const issue = readIssueFile(join(folder, "1.json"), 1);
  if (issue === null) return;
  expect("the issue's marker", hasMarker(issue.body, workflowMarker(workflow.id)), true);
  expect("status labels", issue.labels.filter(isStatusLabel), [statusLabel("DONE")]);
  const owed = workflow.comments.map(({ commentId }) => commentId);
  expect("comments on the issue", issue.comments.map(({ id }) => id).sort(), owed.sort());
}

function expectRuns(scene: Scene, workflow: Workflow, revisions: number, expect: Expect): void {
  const attempts = Array.from({ length: revisions + 1 }, (_, index) => index + 1);
  const folders = attempts.map((number) => join(scene.plans, "1", "runs", String(number)));
  expect(
    "runs",
    workflow.runs.map(({ number, outcome }) => `${number} ${outcome}`),
    attempts.map((number) => `${number} succeeded`),
  );
  expect("agents started", agentStarts(scene.witness), folders);
}

async function expectGit(scene: Scene, workflow: Workflow, revisions: number, expect: Expect): Promise<void> {
  const branch = "1-add-oauth2-login-with-google";
  const worktree = `${scene.repo}-${branch}`;
  expect("branch and worktree", [workflow.branchName, workflow.worktreePath], [branch, worktree]);
  const branches = async (folder: string) =>
    (await scene.git("-C", folder, "for-each-ref", "--format=%(refname)", "refs/heads")).split("\n");
  expect("branches", await branches("."), [`refs/heads/${branch}`, "refs/heads/main"]);
  expect("branches of the remote", await branches(scene.remote ?? ""), [
    `refs/heads/${branch}`,
    "refs/heads/main",
  ]);
  const head = await scene.git("rev-parse", branch);
  expect("head of the remote branch", await scene.git("-C", scene.remote ?? "", "rev-parse", branch), head);
  expect("plan under review", workflow.planRevision, head);
  expect(
    "upstream",
    await scene.git("rev-parse", "--abbrev-ref", `${branch}@{upstream}`),
    `origin/${branch}`,
  );
  const list = await scene.git("worktree", "list", "--porcelain");
  expect(
    "worktrees",
    list.split("\n").filter((line) => !/^(?:HEAD|$)/.test(line)),
    [
      `worktree ${scene.repo}`,
      "branch refs/heads/main",
      `worktree ${worktree}`,
      `branch refs/heads/${branch}`,
    ],
  );
  expect("uncommitted", await scene.git("-C", worktree, "status", "--porcelain"), "");
  const drafts = Array.from(
    { length: revisions },
    (_, index) => `docs(1): specification, revision ${index + 1}`,
  );
  expect("commits", (await scene.git("log", "--reverse", "--format=%s", `main..${branch}`)).split("\n"), [
    "chore(1): initialize plans",
    "docs(1): specification, first draft",
    ...drafts,
  ]);
}

async function expectNothingLeft(scene: Scene, expect: Expect): Promise<void> {
  const files = [scene.plans, join(scene.repo, ".git")].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  );
  const names = files.map((path) => path.slice(scene.root.length));
  expect(
    "locks",
    names.filter((name) => /\.(?:lock|takeover)(?:\.|$)/.test(name)),
    [],
  );
  expect(
    "temporary files",
    names.filter((name) => name.endsWith(".tmp")),
    [],
  );
  expect(
    "what was moved aside",
    names.filter((name) => name.includes(".corrupt-")),
    [],
  );
  expect("processes", await remainingProcesses(scene.root), []);
}

/** A supervisor writes its last word a moment before it goes. */
const LAST_MOMENT_MS = 10_000;

/** The processes that belong to a run, or were called with a path, below this folder, and stay. */
export async function remainingProcesses(root: string): Promise<string[]> {
  const deadline = performance.now() + LAST_MOMENT_MS;
  let found = processesIn(root);
  while (found.length > 0 && performance.now() < deadline) {
    await delay(20);
    found = processesIn(root);
  }
  return found;
}

function processesIn(root: string): string[] {
  return listProcesses().flatMap(({ pid }) => {
    const words = `${readProc(pid, "environ")}\0${readProc(pid, "cmdline")}`.split("\0");
    const ours = words.some((word) => word.startsWith(root) || word.startsWith(`ORC_RUN_DIR=${root}`));
    return ours ? [`${pid} ${readProc(pid, "cmdline").replaceAll("\0", " ")}`] : [];
  });
}

function readProc(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return "";
  }
}
