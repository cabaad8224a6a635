import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type GitHub, startGitHub } from "../support/github/index.ts";
import type { PseudoTerminal } from "../support/pty.ts";
import { KEY, type Scene, setScene } from "./scene.ts";

const TOKEN = "ghp_of-the-owner";
const FEATURE = "Export orders as CSV";

async function onGitHub(): Promise<{ github: GitHub; scene: Scene; env: Record<string, string> }> {
  const github = await startGitHub();
  github.world.addRepository({ owner: "acme", name: "widgets" });
  github.world.addUser("owner", "ADMIN", TOKEN);
  const scene = await setScene({ remote: true, agentSeconds: 2 });
  onTestFinished(() => github.close());
  const settings = { tracker: "github", repo: "acme/widgets", pollSeconds: 5, defaultAgent: "demo" };
  writeFileSync(join(scene.sandbox.repo, ".plans/config.json"), JSON.stringify(settings));
  return { github, scene, env: { GITHUB_GRAPHQL_URL: github.url, GH_TOKEN: TOKEN } };
}

/** Somebody who has read nothing, and presses only what the screen tells to press. */
class Newcomer {
  readonly terminal: PseudoTerminal;

  constructor(terminal: PseudoTerminal) {
    this.terminal = terminal;
  }

  /** Waits until the screen says so. */
  sees(words: string | RegExp): Promise<string> {
    return this.terminal.waitFor(words, 30_000);
  }

  /** Presses a key that is on the screen together with what it does. */
  async presses(sign: string, what: string, keys = sign): Promise<void> {
    await this.sees(named(sign, what));
    this.terminal.press(keys);
  }

  /** Presses a key for which there may be no room on the screen: then the help has it. */
  async looksUp(sign: string, what: string, keys = sign): Promise<void> {
    await this.presses("?", "help");
    const helped = new RegExp(`│ ${escaped(sign)} .*${escaped(what)}`);
    let screen = await this.sees("╭─ Keys");
    while (!helped.test(screen)) {
      const before = screen;
      await this.presses("j", "scroll");
      screen = await this.terminal.waitFor((now) => now !== before);
    }
    await this.presses("esc", "close", KEY.escape);
    await this.terminal.waitFor((screen) => !screen.includes("╭─ Keys"));
    this.terminal.press(keys);
  }

  /** Writes into the form that is open. */
  async writes(words: string): Promise<void> {
    this.terminal.press(words);
    await this.sees(words.slice(0, 20));
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

/** A key with what it does, as footers, dialogs and sentences name it. */
function named(sign: string, what: string): RegExp {
  return new RegExp(`(?:^|[\\s│─┤├])${escaped(sign)} +${escaped(what)}`, "m");
}

/** Comments on the line of the document that is marked. */
async function comments(person: Newcomer, words: string, isNarrow = false): Promise<void> {
  if (isNarrow) await person.looksUp("c", "comment on the");
  else await person.presses("c", "comment line");
  await person.sees("Comment on a line");
  await person.writes(words);
  await person.presses("ctrl-s", "keep", KEY.send);
}

describe.each([
  [80, 24],
  [40, 12],
  [200, 60],
])("a newcomer, in a terminal of %dx%d", (columns, rows) => {
  it("goes from an empty repository to a pull request by what the screen says", async () => {
    const { github, scene, env } = await onGitHub();
    const person = new Newcomer(scene.open({ columns, rows, env }));
    const isNarrow = columns < 72;

    await person.sees("No workflows here yet");
    await person.presses("n", "describe a feature");
    await person.sees("New workflow");
    await person.writes(FEATURE);
    await person.presses("ctrl-s", "create", KEY.send);

    await person.sees(FEATURE);
    if (isNarrow) await person.presses("enter", "open", "\r");
    await person.sees("1 Log");
    if (!isNarrow) await person.sees("following");
    await person.sees("The specification is written");
    await person.sees("Waiting for your approval");

    await person.presses("2", "Spec");
    await person.sees("design.md");
    await comments(person, "Which columns?");
    await person.sees("Comment kept");
    await person.terminal.waitFor((screen) => !screen.includes("Comment kept"));
    await person.looksUp("j", "scroll down");
    await comments(person, "Which separator?", isNarrow);
    await person.sees(/2 comments|╰ 2/);

    await person.presses("r", "sends it");
    await person.sees("2 line comments");
    await person.presses("ctrl-s", "send", KEY.send);
    await person.terminal.waitFor((screen) => !screen.includes("Waiting for your approval"), 30_000);
    await person.sees("Waiting for your approval");
    const revised = await scene.workflow(1);
    expect(revised).toMatchObject({ state: "GATE_1", revisionsRequested: 1 });
    expect(revised.decisions.at(-1)?.reason).toContain("Which separator?");
    if (!isNarrow) await person.sees("revision 2");

    await person.presses("A", "approve");
    await person.sees("Approve the plan");
    await person.presses("y", "approve");
    await person.sees("Approved by");

    // The branch is pushed to a repository on this disk, of which the double cannot know.
    github.world.push("1-export-orders-as-csv");
    await person.presses("P", "pull request");
    await person.sees("Open a pull request");
    await person.presses("y", "open it");
    await person.sees(/PR #\d|Pull request #\d/);
    expect(github.world.pullRequests).toHaveLength(1);

    await person.presses("q", "quit");
    expect(await person.terminal.ended).toEqual({ code: 0, signal: 0 });

    const later = new Newcomer(scene.open({ columns, rows, env }));
    await later.sees(FEATURE);
    await later.sees(/PR #\d+/);
    await later.presses("q", "quit");
    expect(await later.terminal.ended).toEqual({ code: 0, signal: 0 });
  });
});
