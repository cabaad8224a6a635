import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { PseudoTerminal } from "../support/pty.ts";
import { APPROVED, AT_GATE, approve, describeFeature, KEY, setScene } from "./scene.ts";

/** Comments on the line that the cursor is on. */
async function comment(terminal: PseudoTerminal, words: string): Promise<void> {
  terminal.press("c");
  await terminal.waitFor("Comment on a line");
  terminal.press(words);
  await terminal.waitFor(words);
  terminal.press(KEY.send);
  await terminal.waitFor((screen) => !screen.includes("Comment on a line") && screen.includes(`╰ ${words}`));
}

test("a plan is read, commented on two lines of two documents, revised by these, and approved", async () => {
  const scene = await setScene();
  const terminal = scene.open();
  await terminal.waitFor("No workflows here yet");
  await describeFeature(terminal, "Export orders as CSV");
  await terminal.waitFor(AT_GATE);
  const first = await scene.workflow(1);

  terminal.press("2");
  await terminal.waitFor("▸ design.md");
  await terminal.waitFor("▌ ");
  await comment(terminal, "Name the module");
  terminal.press("]");
  await terminal.waitFor("▸ requirements.md");
  terminal.press("j");
  await comment(terminal, "Which separator is used");
  await terminal.waitFor("2 comments to send");

  terminal.press("q");
  await terminal.waitFor("2 line comments of yours would be lost");
  terminal.press(KEY.escape);
  await terminal.waitFor((screen) => !screen.includes("would be lost"));

  terminal.press("r");
  await terminal.waitFor("2 line comments will be sent to the agent");
  terminal.press("Nearly there");
  await terminal.waitFor("Nearly there");
  terminal.press(KEY.send);
  await terminal.waitFor((screen) => screen.includes("revision 2") && screen.includes(AT_GATE));

  const second = await scene.workflow(1);
  expect(second.planRevision).not.toBe(first.planRevision);
  const reason = second.decisions.at(-1)?.reason ?? "";
  expect(reason).toMatch(
    /^Nearly there\n\n2 comments on lines of the documents:\n\nspecs\/design\.md:1\n> # /,
  );
  expect(reason).toMatch(/\n\nspecs\/requirements\.md:\d+\n> .+\nWhich separator is used$/);
  const requirements = join(String(second.worktreePath), ".plans/1/specs/requirements.md");
  expect(readFileSync(requirements, "utf8")).toContain("Which separator is used");

  // What the agent made of it is what is shown now; nothing waits to be sent any more.
  await terminal.waitFor(`plan ${second.planRevision?.slice(0, 7)}`);
  expect(terminal.screen()).not.toContain("to send");
  terminal.press("G");
  await terminal.waitFor("Which separator is used");
  await approve(terminal);
  await terminal.waitFor(APPROVED);
  terminal.press("q");
  expect(await terminal.ended).toEqual({ code: 0, signal: 0 });
});
