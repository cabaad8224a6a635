import { describe, expect, it, onTestFinished } from "vitest";
import { STATUS_LABELS } from "../../../source/workflow/labels.ts";
import { type FaultKind, type GitHub, startGitHub } from "../../support/github/index.ts";
import { TOKEN, trackerOn } from "../../support/github-tracker.ts";

/** Everything that a workflow from its issue to its pull request asks of GitHub, in that order. */
async function wholeWorkflow(github: GitHub): Promise<void> {
  const tracker = trackerOn(github, { paces: { timeout: 1_000 } });
  const { number } = await tracker.createIssue({
    title: "Add OAuth2 login",
    body: "With Google.",
    labels: ["enhancement", STATUS_LABELS.PHASE_1.name],
    workflowId: "w1",
  });
  await tracker.postComment(number, { key: "w1:branch", body: "🌱 branch" });
  await tracker.setStatusLabel(number, STATUS_LABELS.PHASE_2.name);
  await tracker.postComment(number, { key: "w1:ready", body: "✅ ready" });
  await tracker.setStatusLabel(number, STATUS_LABELS.GATE_1.name);
  github.world.comment(number, { by: "dana", body: "approved" });
  const { changed } = await tracker.poll([{ number, since: null }]);
  expect(changed.flatMap(({ comments }) => comments).at(-1)?.body).toBe("approved");
  expect(await tracker.permission("dana")).toBe("write");
  await tracker.postComment(number, { key: null, body: "thank you" });
  await tracker.setStatusLabel(number, STATUS_LABELS.DONE.name);
  await tracker.pullRequests?.openDraft({ head: "1-x", base: "main", title: "Add login", body: "Closes #1" });
  tracker.close();
}

async function newGitHub(): Promise<GitHub> {
  const github = await startGitHub();
  onTestFinished(() => github.close());
  github.world.addRepository({ owner: "acme", name: "widgets" });
  github.world.addUser("owner", "ADMIN", TOKEN);
  github.world.addUser("dana", "WRITE");
  github.world.push("1-x");
  return github;
}

/** What is on GitHub in the end, without ids and times. */
function outcome({ world }: GitHub): unknown {
  return {
    issues: world.issues.map(({ number, title, body }) => ({
      number,
      title,
      body,
      labels: [...world.labelsOf(number)].sort(),
    })),
    comments: world.issue(1).comments.map(({ body }) => body),
    labels: world.repository.labels.map(({ name }) => name).sort(),
    pullRequests: world.pullRequests.map(({ title, isDraft, headRefName }) => ({
      title,
      isDraft,
      headRefName,
    })),
  };
}

/** How many of ours were on the issue at a time, at rest: what one request leaves behind. */
function statusLabelsTogether({ world }: GitHub): number {
  const ours = new Set(Object.values(STATUS_LABELS).map(({ name }) => name));
  const log = world.labelLog(1);
  const atRest = log.filter(({ rests }) => rests);
  return Math.max(...atRest.map(({ labels }) => labels.filter((name) => ours.has(name)).length));
}

const KINDS: readonly FaultKind[] = [
  "500",
  "502",
  "502-html",
  "503",
  "504",
  "html-200",
  "truncated",
  "truncated-json",
  "dropped",
  "hung",
  "partial",
  "401",
  "403",
  "forbidden",
  "not-found",
  "something-went-wrong",
  { slow: 150 },
  { rateLimited: { resetInSeconds: 1 } },
  { rateLimited: { resetInSeconds: 1, type: "RATE_LIMIT" } },
  "too-quickly",
  { secondary: { status: 200 } },
  { secondary: { status: 403, retryAfter: 1 } },
  { secondary: { status: 429 } },
];

describe("a fault at any request of a whole workflow", () => {
  it.each(KINDS)(
    "leaves no trace, before the effect and after it: %j",
    { timeout: 240_000 },
    async (kind) => {
      const calm = await newGitHub();
      await wholeWorkflow(calm);
      const expected = outcome(calm);
      const count = calm.requests.length;
      const at = Array.from({ length: count }, (_, index) => index);
      const runs = at.flatMap((index) => (["before", "after"] as const).map((when) => ({ index, when })));
      const started = [...runs];
      const worker = async () => {
        for (let run = started.shift(); run !== undefined; run = started.shift()) {
          const { index, when } = run;
          const github = await newGitHub();
          github.faults.add({ kind, when, match: (request) => request.index === index });
          await wholeWorkflow(github).catch((error: unknown) => {
            throw new Error(`${when} request ${index} (${calm.requests[index]?.operationName})`, {
              cause: error,
            });
          });
          expect(
            outcome(github),
            `${when} request ${index} (${calm.requests[index]?.operationName})`,
          ).toEqual(expected);
          expect(statusLabelsTogether(github)).toBe(1);
          await github.close();
        }
      };
      await Promise.all(Array.from({ length: 8 }, worker));
    },
  );
});
