import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const ROOT = join(import.meta.dirname, "../..");
const folder = join(ROOT, ".github/workflows");

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly needs?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: { readonly os: string[]; readonly node: number[] } };
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const texts = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
const read = (name: string): Workflow => parse(readFileSync(join(folder, name), "utf8"));
const runsOf = ({ steps }: Job) => steps.flatMap(({ run }) => run ?? []);

describe.each(texts)("$name", ({ name, text }) => {
  const { permissions, jobs } = read(name);
  const all = Object.values(jobs);

  it("uses actions by their commit, with the version beside it", () => {
    const used = all.flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    expect(used).not.toEqual([]);
    const lines = text.split("\n").filter((line) => /\buses:/.test(line));
    expect(lines).toHaveLength(used.length);
    for (const line of lines) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const commits = new Map<string, string>();
    for (const action of used) {
      const [what = "", commit = ""] = action.split("@");
      expect(commits.get(what) ?? commit, action).toBe(commit);
      commits.set(what, commit);
    }
  });

  it("may read, and no more; what is checked out has no login", () => {
    expect(permissions).toEqual({ contents: "read" });
    const checkouts = all.flatMap(({ steps }) =>
      steps.filter(({ uses }) => uses?.startsWith("actions/checkout@")),
    );
    for (const checkout of checkouts) expect(checkout.with).toMatchObject({ "persist-credentials": false });
  });

  it("ends, and puts nothing that others have written into a shell", () => {
    for (const job of all) {
      expect(job["timeout-minutes"]).toBeLessThanOrEqual(60);
      for (const run of runsOf(job)) expect(run).not.toContain("${{");
    }
  });
});

describe("ci", () => {
  const { jobs } = read("ci.yml");

  it("runs all tests on every system and every Node that is served", () => {
    const { test } = jobs;
    expect(test?.strategy?.matrix.os.map((os) => os.split("-")[0])).toEqual(["ubuntu", "macos"]);
    expect(test?.strategy?.matrix.node).toEqual([22, 24, 26]);
    expect(test && runsOf(test)).toEqual([
      expect.stringMatching(/^sudo apt-get .* zsh fish tmux$/),
      "npm ci --ignore-scripts",
      "npm test",
    ]);
  });

  it("does what the README says, from a fresh clone", () => {
    expect(jobs.clone && runsOf(jobs.clone)).toEqual([".ci/run"]);
  });
});

describe("release", () => {
  const { on, jobs } = read("release.yml");

  it("follows a tag, and publishes only what has passed all tests", () => {
    expect(on).toEqual({ push: { tags: ["v*"] } });
    expect(jobs.check && runsOf(jobs.check)).toContain(".ci/run");
    expect(jobs.publish?.needs).toBe("check");
  });

  it("publishes with provenance, and runs nothing of the packages beside that right", () => {
    const { check, publish } = jobs;
    expect(publish && runsOf(publish).at(-1)).toBe("npm publish --provenance --access public");
    expect(publish && runsOf(publish)).toContain("npm ci --ignore-scripts");
    expect(publish?.permissions).toEqual({ contents: "read", "id-token": "write" });
    expect(check?.permissions).toBeUndefined();
    expect(readFileSync(join(folder, "release.yml"), "utf8")).not.toContain("secrets.");
  });
});

describe("the changelog", () => {
  const text = readFileSync(join(ROOT, "CHANGELOG.md"), "utf8");
  const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title ?? "");

  it("begins with what is not released, then has the versions with their days, the newest first", () => {
    expect(sections[0]).toBe("Unreleased");
    for (const title of sections.slice(1)) expect(title).toMatch(/^\d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d\)$/);
    const days = sections.slice(1).map((title) => title.slice(-11, -1));
    expect(days).toEqual(days.toSorted().reverse());
  });
});
