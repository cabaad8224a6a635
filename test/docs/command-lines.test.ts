import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { execa } from "execa";
import { afterEach, describe, expect, it } from "vitest";
import { PROGRAM } from "../support/command-line.ts";
import { createSandbox, type Sandbox } from "../support/git-sandbox.ts";
import { startGitHub } from "../support/github/index.ts";
import { createCheckout } from "./checkout.ts";
import { blocksOf, documents, ROOT } from "./documents.ts";

const PATIENCE_MS = 300_000;

/** A place where the lines of a block are run, one after the other. */
interface Scene {
  run(line: string): Promise<{ readonly exitCode: number | undefined; readonly all: string }>;
}

const leavings: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const leave of leavings.splice(0).reverse()) await leave();
});

/** Where the blocks of each section are run; a section that is not named here fails. */
const SCENES: Readonly<Record<string, () => Promise<Scene>>> = {
  "README.md, Try it": checkout,
  "README.md, Install it": checkout,
  "README.md, Use it in your repository": repository,
  "README.md, With GitHub": onGitHub,
  "CONTRIBUTING.md, Contributing": checkout,
  "docs/scripting.md, A whole workflow": repository,
  "docs/scripting.md, An engine without a screen": repository,
};

/** How a line ends that does not end with 0: the gate waits for a person; doctor looks at this very machine. */
const ENDINGS: readonly (readonly [line: RegExp, codes: readonly number[]])[] = [
  [/^orc-tui new .*--wait gate/, [4]],
  [/^orc-tui doctor/, [0, 1]],
];

/** What a script has to have said, beyond how it ends. */
const SAYINGS: readonly (readonly [line: RegExp, said: RegExp])[] = [
  [/^git show .*requirements\.md"$/m, /^# .*\n[\s\S]*dark mode/im],
  [/^orc-tui run --until gate --json \| while/m, /^run_ended\nPHASE_2 → GATE_1\nworkflow$/m],
];

/** Lines that contain all tests, this one as well: they are what CI runs. */
const WHOLE: ReadonlySet<string> = new Set(["npm test", "npm ci && npm test"]);

const blocks = documents
  .flatMap(blocksOf)
  .filter(({ language }) => /^(?:sh|bash|zsh|shell|console)$/.test(language));

describe("every line that a document lets one type", () => {
  it.each(blocks.map((block) => [`${block.document}, ${block.heading}`, block] as const))(
    "in %s does what it is for",
    async (place, { text }) => {
      const scene = await SCENES[place]?.();
      if (scene === undefined)
        throw new Error(`${place} is not known here: say in SCENES where its lines are run`);
      for (const line of linesOf(text)) {
        const { exitCode, all } = await scene.run(line);
        const codes = ENDINGS.find(([pattern]) => pattern.test(line))?.[1] ?? [0];
        expect(exitCode, `${line}\n${all}`).toBeOneOf([...codes]);
        for (const [pattern, said] of SAYINGS) if (pattern.test(line)) expect(all).toMatch(said);
      }
    },
    PATIENCE_MS,
  );

  it("has its place there, and there is no other", () => {
    const places = blocks.map(({ document, heading }) => `${document}, ${heading}`);
    expect([...new Set(places)].sort()).toEqual(Object.keys(SCENES).sort());
  });
});

/** Without comments and empty lines; a line that ends with a backslash goes on. A script is run as a whole. */
function linesOf(text: string): string[] {
  if (text.startsWith("#!/bin/sh\n")) return [text];
  return text
    .replaceAll("\\\n", " ")
    .split("\n")
    .map((line) => line.replace(/\s+# .*$/, "").trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** The checkout with its packages already there: `npm ci` has been run in it, or no test would run. */
async function checkout(): Promise<Scene> {
  const made = createCheckout();
  leavings.push(made.remove);
  const ci = readFileSync(join(ROOT, ".ci/run"), "utf8").split("\n");
  return {
    async run(line) {
      if (WHOLE.has(line)) {
        expect(ci).toContain("npm ci && npm test");
        return { exitCode: 0, all: "" };
      }
      return made.shell(line.replace(/^npm ci(?: && |$)/, "") || "true");
    },
  };
}

/** The repository of a person who has `orc-tui` on the PATH. */
async function repository(env: Readonly<Record<string, string>> = {}, settings = ""): Promise<Scene> {
  const sandbox = await createSandbox({ remote: true, name: "your-repository" });
  leavings.push(sandbox.cleanup);
  if (settings !== "") {
    mkdirSync(join(sandbox.repo, ".plans"));
    writeFileSync(join(sandbox.repo, ".plans/config.json"), settings);
  }
  return personsShell(sandbox, env);
}

function personsShell({ root, repo }: Sandbox, more: Readonly<Record<string, string>>): Scene {
  const bin = join(root, "bin");
  mkdirSync(bin);
  symlinkSync(PROGRAM, join(bin, "orc-tui"));
  const env = {
    PATH: [bin, dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: root,
    ORC_TUI_CONFIG_DIR: join(root, "settings"),
    ORC_DEMO_SECONDS: "0",
    ...more,
  };
  let cwd = repo;
  return {
    async run(line) {
      const folder = line.match(/^cd (\S+)$/)?.[1];
      if (folder !== undefined) {
        cwd = join(root, folder);
        return { exitCode: existsSync(cwd) ? 0 : 1, all: "" };
      }
      const { exitCode, all } = await execa({
        cwd,
        env,
        shell: true,
        stdin: "ignore",
        reject: false,
        all: true,
      })(line);
      return { exitCode, all };
    },
  };
}

async function onGitHub(): Promise<Scene> {
  const github = await startGitHub();
  leavings.push(() => github.close());
  const token = "ghp_documents";
  github.world.addRepository({ owner: "acme", name: "widgets" });
  github.world.addUser("owner", "ADMIN", token);
  return repository(
    { GITHUB_GRAPHQL_URL: github.url, GH_TOKEN: token },
    JSON.stringify({ tracker: "github", repo: "acme/widgets" }),
  );
}
