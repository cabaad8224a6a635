import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EXIT } from "../../../source/commands/command.ts";
import type { OutputName } from "../../../source/commands/outputs.ts";
import { createSandbox, type Sandbox } from "../../support/git-sandbox.ts";
import { faultsOf, jsonIn } from "../../support/output-schema.ts";
import { createProject, type Project } from "../project.ts";
import { provenCommands } from "./proof.ts";

let project: Project;
let empty: Sandbox;
let unset: Sandbox;

beforeAll(async () => {
  project = await createProject();
  await project.cli.run(["new", "Ready", "--wait", "gate"]);
  empty = await createSandbox();
  unset = await createSandbox();
  mkdirSync(join(unset.repo, ".plans"));
  writeFileSync(join(unset.repo, ".plans/config.json"), "{");
});
afterAll(async () => {
  await project.cleanup();
  await empty.cleanup();
  await unset.cleanup();
});

/** Everything a terminal would act on but the line's end. */
const ACTIVE = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/;
const HOSTILE = `\x1b]0;stolen\x07../../${"x".repeat(100_000)}`;

interface Answer {
  readonly exitCode: number | null;
  /** Of the error that was told; `null` where there was none. */
  readonly code: string | null;
}

describe.each(await provenCommands())("$name", ({ name, command, endings, proof }) => {
  const flags = command.output === undefined ? [] : ["--json"];
  const outputs = command.output ?? [];
  /** A call that would do something, if it were called for something better. */
  const [{ args } = { args: [] }] = proof.tries;
  const takesIssue = command.usage.startsWith("<issue>");
  const withIssue = (issue: string) => [issue, ...args.slice(1)];

  async function ask(words: readonly string[], options?: { env?: Record<string, string> }): Promise<Answer> {
    const env = { ORC_DEMO_SECONDS: "0", TMPDIR: project.root, ...options?.env };
    const { exitCode, stdout, stderr } = await project.cli.run([name, ...words, ...flags], { env });
    expect(stdout).not.toMatch(ACTIVE);
    expect(stderr).not.toMatch(ACTIVE);
    expect(stderr.length).toBeLessThan(4_000);
    expect(endings.map((ending) => EXIT[ending])).toContain(exitCode);
    if (flags.length === 0) return { exitCode, code: null };
    if (stdout !== "") expectOutput(stdout, outputs);
    const code = stdout === "" ? codeOf(stderr) : null;
    expect(code).not.toBe("UNEXPECTED");
    return { exitCode, code };
  }

  it("refuses a flag that there is not, and words too many", async () => {
    for (const words of [["--colour"], Array<string>(command.maxWords + 1).fill("1")])
      expect(await ask(words)).toMatchObject({ exitCode: EXIT.usage });
  });

  it("says it where there is no repository", async () => {
    const { exitCode, code } = await ask([...args, "--cwd", project.root]);
    expect(exitCode).toBe(EXIT[proof.outside ?? "failed"]);
    if (exitCode === EXIT.failed) expect(code).toBeOneOf(["NOT_A_REPOSITORY", null]);
  });

  it("says it where the settings are damaged", async () => {
    const { exitCode, code } = await ask([...args, "--cwd", unset.repo]);
    expect(exitCode).toBe(EXIT[proof.unset ?? "failed"]);
    if (exitCode === EXIT.failed) expect(code).toBeOneOf(["INVALID_SETTINGS", null]);
  });

  it.runIf(command.changes === true)("changes nothing for an agent", async () => {
    const { exitCode, code } = await ask(args, { env: { ORC_RUN_ID: "1" } });
    expect({ exitCode, code }).toEqual({ exitCode: EXIT.failed, code: "AGENT_REFUSED" });
  });

  it.runIf(takesIssue)("names the workflow that there is not", async () => {
    expect(await ask(withIssue(HOSTILE))).toMatchObject({ exitCode: EXIT.failed });
    expect(await ask([...withIssue("1"), "--cwd", empty.repo])).toMatchObject({ exitCode: EXIT.failed });
  });

  it.runIf(takesIssue)("comes to an end with a workflow that is damaged", async () => {
    for (const file of ["journal.ndjson", "state.json"])
      writeFileSync(join(project.plans, "1", file), "damage\nmore damage\n");
    await ask(withIssue("1"));
  });
});

/** Results are all as the schema of the command says. */
function expectOutput(stdout: string, outputs: readonly OutputName[]): void {
  for (const value of jsonIn(stdout))
    expect(
      outputs.map((output) => faultsOf(output, value)),
      stdout,
    ).toContain("");
}

/** Of the error, which is the last that is said. */
function codeOf(stderr: string): string {
  const error = JSON.parse(stderr.trimEnd().split("\n").at(-1) ?? "");
  expect(faultsOf("error", error)).toBe("");
  return error.code;
}
