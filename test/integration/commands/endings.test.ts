import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Ending, EXIT } from "../../../source/commands/command.ts";
import type { OutputName } from "../../../source/commands/outputs.ts";
import type { Finished } from "../../support/command-line.ts";
import { faultsOf, jsonIn } from "../../support/output-schema.ts";
import { INTERRUPTED_AT_ONCE, type Proven, provenCommands, type Try } from "./proof.ts";
import { createStage, type Stage } from "./stage.ts";

let stage: Stage;
let isUsed = false;

beforeAll(async () => {
  stage = await createStage();
});
beforeEach(async () => {
  if (isUsed) await stage.reset();
  isUsed = false;
});
afterAll(() => stage.leave());

const SUCCESS: readonly Ending[] = ["done", "waiting"];
const UNTOUCHED: readonly Ending[] = ["failed", "usage", "impossible"];

async function play({ name, command }: Proven, each: Try, ...flags: string[]): Promise<Finished> {
  const { args, ends, given, more, env } = each;
  const project = each.onGitHub ? await stage.onGitHub() : stage.project;
  isUsed = given !== undefined || (command.changes !== false && !UNTOUCHED.includes(ends));
  await given?.(project);
  return project.cli.run([name, ...args, ...(more?.(project) ?? []), ...flags], {
    env: {
      ORC_DEMO_SECONDS: "0",
      TMPDIR: project.root,
      ...env,
      ...(ends === "interrupted" && INTERRUPTED_AT_ONCE),
    },
  });
}

describe.each(await provenCommands())("$name", (proven) => {
  const { name, command, endings, proof } = proven;
  const succeeding = proof.tries.filter(({ ends }) => SUCCESS.includes(ends) || command.output === undefined);

  it("is tried to each of its endings, and to no other", () => {
    expect(new Set(proof.tries.map(({ ends }) => ends))).toEqual(new Set(endings));
  });

  it.each(succeeding)("$args ends as $ends", async (each) => {
    const { exitCode, stdout, stderr } = await play(proven, each);
    expect(exitCode, stderr).toBe(EXIT[each.ends]);
    expect(`${stdout}${stderr}`).toMatch(each.says ?? /\w/);
  });

  it.runIf(command.output).each(proof.tries)("$args --json ends as $ends", async (each) => {
    const finished = await play(proven, each, "--json");
    expect(finished.exitCode, finished.stderr).toBe(EXIT[each.ends]);
    expectJson(finished, command.output ?? []);
    if (!SUCCESS.includes(each.ends))
      expect(`${finished.stdout}${finished.stderr}`).toMatch(each.says ?? /^/);
  });

  if (command.output === undefined)
    it("has nothing to print as JSON, and says so", async () => {
      const { exitCode, stdout, stderr } = await stage.project.cli.run([name, "--json"]);
      expect({ exitCode, stdout }).toEqual({ exitCode: EXIT.usage, stdout: "" });
      expect(faultsOf("error", JSON.parse(stderr))).toBe("");
    });
});

/**
 * Results are as the schema of the command says, one and all. Where there is none, the last line is an error, unless
 * somebody has interrupted it.
 */
function expectJson({ exitCode, stdout, stderr }: Finished, outputs: readonly OutputName[]): void {
  for (const value of stdout === "" ? [] : jsonIn(stdout))
    expect(
      outputs.map((output) => faultsOf(output, value)),
      stdout,
    ).toContain("");
  if (stdout !== "" || exitCode === EXIT.interrupted) return;
  expect(exitCode).not.toBe(EXIT.done);
  expect(faultsOf("error", JSON.parse(stderr.trimEnd().split("\n").at(-1) ?? ""))).toBe("");
}
