import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { OrcError } from "../../source/workflow/errors.ts";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import type { FakeSession } from "../support/fake-session.ts";
import { atGate, running, ScriptedWorkflow, withWorkflows } from "../support/scripted-workflow.ts";
import type { VirtualTerminal } from "../support/virtual-terminal.ts";

const opened: VirtualTerminal[] = [];

afterEach(async () => {
  // Where comments were left unsent, the first of two only asks.
  for (const terminal of opened.splice(0)) terminal.type("\u0003");
  await quitDashboards();
});

const REQUIREMENTS = `# Requirements

A shop needs a search. It finds what
people mean.

- **R1** by name
- **R2** by number

| Field | Weight |
|---|--:|
| name | 3 |

\`\`\`ts
search("tea");
\`\`\`

## Out of scope

Synonyms.
`;
const DESIGN = "# Design\n\nAn index.\n";
const OTHER_PLAN = "5be07d1f4c29a86e3d70b2c4f9e8a1560d3c7b92";

function review(texts: Readonly<Record<string, string>> = {}): FakeSession {
  const session = withWorkflows(atGate());
  session.write("w1", { "specs/design.md": DESIGN, "specs/requirements.md": REQUIREMENTS, ...texts });
  return session;
}

/** The rows of the pane without its margin. */
function open(session: FakeSession, columns = 100, rows = 40) {
  const { terminal, ended } = driveDashboard(session, columns, rows);
  opened.push(terminal);
  terminal.type("2");
  return { terminal, ended };
}

describe("the spec pane", () => {
  it("shows the document as it is meant, and goes on to the next one", async () => {
    const { terminal } = open(review());
    await terminal.waitFor("An index.");
    await terminal.waitFor("▸ design.md    requirements.md");
    await terminal.waitFor("plan a41f9c2");
    terminal.type("]");
    await terminal.waitFor("▸ requirements.md");
    const { text } = terminal;
    expect(text).toContain("A shop needs a search. It finds what people mean.");
    expect(text).toContain("• R1 by name");
    expect(text).toContain("Field │ Weight");
    expect(text).toContain('│ search("tea");');
    expect(text).not.toContain("**");
    terminal.type("]");
    await terminal.waitFor("▸ design.md");
    terminal.type("[");
    await terminal.waitFor("▸ requirements.md");
  });

  it("names documents of the same name by their folders", async () => {
    const { terminal } = open(review({ "plans/design.md": "# The plan\n" }), 120);
    await terminal.waitFor("▸ specs/design.md    requirements.md    plans/design.md");
  });

  it("keeps the place in each document", async () => {
    const long = Array.from({ length: 90 }, (_, line) => `Line ${line + 1}.\n`).join("\n");
    const session = withWorkflows(running());
    session.write("w2", { "specs/a.md": long, "specs/b.md": `# Other\n\n${long}` });
    const { terminal } = open(session);
    await terminal.waitFor("Line 1.");
    terminal.type("G");
    await terminal.waitFor("Line 90.");
    terminal.type("k");
    await terminal.waitFor((screen) => !screen.includes("Line 90."));
    terminal.type("]");
    await terminal.waitFor("Other");
    terminal.type("\u001b[6~");
    await terminal.waitFor((screen) => !screen.includes("Other"));
    const below = terminal.lines.find((line) => /Line \d+\./.test(line));
    terminal.type("[");
    await terminal.waitFor("Line 89.");
    expect(terminal.text).not.toContain("Line 90.");
    terminal.type("]1");
    await terminal.waitFor("run 1");
    terminal.type("2");
    await terminal.waitFor((screen) => screen.includes(/Line \d+\./.exec(below ?? "")?.[0] ?? "?"));
    expect(terminal.lines.find((line) => /Line \d+\./.test(line))).toBe(below);
    terminal.type("g");
    await terminal.waitFor("Other");
  });

  it("follows what the agent writes without moving what is read", async () => {
    const lines = Array.from({ length: 80 }, (_, line) => `Line ${line + 1}.`);
    const session = withWorkflows(running());
    session.write("w2", { "specs/a.md": lines.join("\n\n") });
    const { terminal } = open(session);
    await terminal.waitFor("Line 1.");
    await terminal.waitFor("being written");
    terminal.type("\u001b[6~");
    await terminal.waitFor((screen) => !screen.includes("Line 1.") && screen.includes("Line 20."));
    const row = terminal.lines.findIndex((line) => line.includes("Line 20."));
    const longer = ["New text above.", ...lines, "New text below."].join("\n\n");
    session.write("w2", { "specs/a.md": longer });
    session.write("w2", { "specs/a.md": longer.replace("Line 19.", "Line 19, better.") });
    await terminal.waitFor("Line 19, better.");
    expect(terminal.lines.findIndex((line) => line.includes("Line 20."))).toBe(row);
    terminal.type("g");
    await terminal.waitFor("New text above.");
    terminal.type("G");
    await terminal.waitFor("New text below.");
  });

  it("asks for the documents when it is shown and when the workflow has moved, and again and again only while an agent runs", async () => {
    const session = review();
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("Add search");
    expect(session.documentLoads).toEqual([]);
    terminal.type("2");
    await terminal.waitFor("An index.");
    await terminal.waitFor(() => session.documentLoads.length === 1);
    expect(session.documentLoads).toEqual(["w1"]);
    session.raise("w1", { type: "label_synced", label: "status:gate-1" });
    await terminal.waitFor(() => session.documentLoads.length === 2);
    const busy = withWorkflows(running());
    open(busy);
    await terminal.waitFor(() => busy.documentLoads.length >= 3);
    expect(session.documentLoads).toHaveLength(2);
  });

  it("says what there is to come, what is missing and what went wrong", async () => {
    const session = withWorkflows(running(7));
    const { terminal } = open(session, 140);
    await terminal.waitFor("reading the documents …");
    session.write("w7", {});
    await terminal.waitFor("No document yet: the agent writes them to .plans/7/specs");
    terminal.type("]");
    await terminal.waitFor("next document: there is no document yet");
    session.documents.setState({ w7: { revision: null, documents: null, problem: "git is gone" } });
    await terminal.waitFor("✕ The documents cannot be shown: git is gone");
    session.write("w7", { "specs/a.md": "# A" });
    session.documents.setState(({ w7 }) => ({
      w7: { revision: null, documents: w7?.documents ?? [], problem: "no disk" },
    }));
    await terminal.waitFor("✕ There may be newer ones: no disk");
    const link = {
      path: "specs/l.md",
      bytes: 0,
      text: "" as never,
      isCut: false,
      problem: "it is a link, and links are not followed",
    };
    session.documents.setState({ w7: { revision: null, documents: [link], problem: null } });
    await terminal.waitFor("It is not shown: it is a link, and links are not followed; e opens it.");
    session.documents.setState({
      w7: {
        revision: null,
        documents: [{ ...link, text: "begun" as never, problem: null, isCut: true, bytes: 52_428_800 }],
        problem: null,
      },
    });
    await terminal.waitFor("Only the beginning of its 50 MB is shown");
    const fresh = open(withWorkflows(new ScriptedWorkflow(4, "New", Date.now(), 5)));
    await fresh.terminal.waitFor("No document yet: the issue comes first");
  });

  it("stays in its place whatever is written, at every size", async () => {
    const piece = fc.constantFrom(
      "# ",
      "- ",
      "> ",
      "| a | b |\n|---|---|\n",
      "日本語",
      "👩‍👩‍👧",
      "🇨🇭",
      "עברית",
      "\u001b[2J",
      "\u009b31m",
      "\t",
      "\n",
      "\n\n",
      "`",
      "```\n",
      "**",
      "word ",
      "verylongword".repeat(20),
      "[x](http://example.org)",
      "&#27;[2J",
    );
    const texts = fc.sample(
      fc.array(piece, { minLength: 5, maxLength: 60 }).map((all) => all.join("")),
      { numRuns: 18, seed: 9 },
    );
    const sizes = [
      [40, 12],
      [80, 24],
      [120, 40],
    ] as const;
    for (const [index, text] of texts.entries()) {
      const [columns, rows] = sizes[index % 3] ?? [80, 24];
      const session = review({ "specs/a.md": `${text}\n\nBeginning\n\n${text}` });
      session.write("w1", { "specs/a.md": `Beginning.\n\n${text}` });
      const { terminal, ended } = open(session, columns, rows);
      await terminal.waitFor("Beginning.");
      terminal.type("jjjG");
      await terminal.waitFor("▌");
      expect(terminal.lines).toHaveLength(rows);
      expect(terminal.lines.at(-1), JSON.stringify(text)).toContain("? help");
      if (columns >= 72) {
        const dividers = terminal.cells
          .slice(2, -3)
          .map((row) => row.findIndex(({ text: cell }) => cell === "│"));
        expect(new Set(dividers).size, JSON.stringify(text)).toBe(1);
      }
      expect(terminal.written).not.toContain("\u001b[2J");
      terminal.type("\u0003");
      await ended;
    }
  });
});

/** The row with the cursor. */
function cursorLine(lines: readonly string[]): string {
  return lines.find((line) => /│ *▌ /.test(line) || /^ ▌ /.test(line))?.replace(/^.*▌ /, "") ?? "";
}

describe("line comments", () => {
  async function reviewing(session = review(), columns = 100, rows = 40) {
    const { terminal, ended } = open(session, columns, rows);
    await terminal.waitFor("An index.");
    terminal.type("]");
    await terminal.waitFor("▸ requirements.md");
    return { session, terminal, ended };
  }

  async function comment(
    terminal: {
      type(keys: string): void;
      waitFor(what: string | ((screen: string) => boolean)): Promise<void>;
    },
    text: string,
  ) {
    terminal.type("c");
    await terminal.waitFor("Comment on a line");
    terminal.type(text);
    terminal.type("\u0013");
    await terminal.waitFor((screen) => !screen.includes("Comment on a line") && screen.includes(`╰ ${text}`));
  }

  it("are written on the line of the cursor, shown under it, counted, and sent as one request", async () => {
    const { session, terminal } = await reviewing();
    expect(cursorLine(terminal.lines)).toContain("Requirements");
    terminal.type("jj");
    await terminal.waitFor(() => cursorLine(terminal.lines).includes("R1"));
    terminal.type("c");
    await terminal.waitFor("specs/requirements.md:6");
    await terminal.waitFor("**R1** by name");
    terminal.type("\u001b");
    await terminal.waitFor((screen) => !screen.includes("Comment on a line"));
    await comment(terminal, "Also by colour");
    const shown = terminal.lines.findIndex((line) => line.includes("╰ Also by colour"));
    expect(terminal.lines[shown - 1]).toContain("R1 by name");
    await terminal.waitFor("1 comment to send");
    terminal.type("[");
    await terminal.waitFor("▸ design.md");
    terminal.type("j");
    await terminal.waitFor(() => cursorLine(terminal.lines).includes("An index."));
    await comment(terminal, "Which one?");
    await terminal.waitFor("2 comments to send");
    terminal.type("r");
    await terminal.waitFor("2 line comments will be sent to the agent");
    terminal.type("Nearly there.");
    await terminal.waitFor("Nearly there.");
    terminal.type("\u0013");
    await terminal.waitFor("Changes requested");
    const words = [
      "Nearly there.",
      "2 comments on lines of the documents:",
      "specs/design.md:3\n> An index.\nWhich one?",
      "specs/requirements.md:6\n> - **R1** by name\nAlso by colour",
    ].join("\n\n");
    expect(session.calls).toEqual([`requestChanges w1 ${JSON.stringify(words)}`]);
    await terminal.waitFor((screen) => !screen.includes("to send"));
  });

  it("says before an approval that comments stay unsent", async () => {
    const { terminal } = await reviewing();
    await comment(terminal, "Shorter");
    terminal.type("A");
    await terminal.waitFor(
      /1 line comment of yours stays unsent; r would send the plan back +│[^\n]*\n[ │]*with it\./,
    );
  });

  it("are sent without other words, and kept where sending fails", async () => {
    const { session, terminal } = await reviewing();
    await comment(terminal, "Shorter");
    session.failure = new Error("the disk is full");
    terminal.type("r");
    await terminal.waitFor("1 line comment will be sent");
    terminal.type("\u0013");
    await terminal.waitFor("the disk is full");
    terminal.type("\u0013");
    await terminal.waitFor("Changes requested");
    expect(session.calls.at(-1)).toContain("1 comment on lines of the documents:");
  });

  it("can be changed, removed and had back", async () => {
    const { terminal } = await reviewing();
    await comment(terminal, "First");
    terminal.type("c");
    await terminal.waitFor(/│ First/);
    terminal.type(" and second\u0013");
    await terminal.waitFor("╰ First and second");
    await terminal.waitFor("1 comment to send");
    terminal.type("d");
    await terminal.waitFor("✓ Comment removed · u undoes it");
    expect(terminal.text).not.toContain("╰ First");
    terminal.type("u");
    await terminal.waitFor("✓ The comment is back");
    await terminal.waitFor("╰ First and second");
    terminal.type("d");
    await terminal.waitFor((screen) => !screen.includes("╰ First"));
    terminal.type("d");
    await terminal.waitFor("remove comment: there is no comment on this line");
    terminal.type("c");
    await terminal.waitFor(/│ First and second/);
    terminal.type("\u0013");
    await terminal.waitFor("╰ First and second");
    terminal.type("d");
    await terminal.waitFor("Comment removed");
  });

  it("are removed all at once and had back, but for a line that has another one by now", async () => {
    const { terminal } = await reviewing();
    await comment(terminal, "First");
    terminal.type("j");
    await terminal.waitFor(() => cursorLine(terminal.lines).includes("A shop needs"));
    await comment(terminal, "Second");
    await terminal.waitFor("2 comments to send");
    terminal.type("D");
    await terminal.waitFor("✓ 2 comments removed · u undoes it");
    expect(terminal.text).not.toMatch(/╰ (First|Second)/);
    terminal.type("D");
    await terminal.waitFor("remove comments: there is no comment to send");
    terminal.type("c");
    await terminal.waitFor(/│ Second/);
    terminal.type(", third\u0013");
    await terminal.waitFor("╰ Second, third");
    terminal.type("u");
    await terminal.waitFor("✓ 2 comments put back");
    await terminal.waitFor(/╰ First[\s\S]*╰ Second, third/);
    await terminal.waitFor("2 comments to send");
  });

  it("of several lines, typed and pasted, are shown whole, and the cursor passes them over", async () => {
    const { terminal } = await reviewing();
    terminal.type("c");
    await terminal.waitFor("Comment on a line");
    terminal.type("one\rtwo");
    terminal.paste("\nthree");
    await terminal.waitFor("three");
    terminal.type("\u0013");
    await terminal.waitFor(/╰ one\n.* two\n.* three/);
    terminal.type("j");
    await terminal.waitFor(() => cursorLine(terminal.lines).includes("A shop needs"));
    terminal.type("kd");
    await terminal.waitFor("Comment removed");
  });

  it("ask before they are lost by quitting", async () => {
    const { terminal, ended } = await reviewing();
    await comment(terminal, "Precious");
    terminal.type("q");
    await terminal.waitFor("1 line comment of yours would be lost");
    terminal.type("\u001b");
    await terminal.waitFor((screen) => !screen.includes("would be lost"));
    await terminal.waitFor("╰ Precious");
    terminal.type("\u0003");
    await terminal.waitFor("would be lost");
    terminal.type("y");
    await ended;
  });

  it("are asked about with what they are on under its beginning where that takes two rows", async () => {
    const session = withWorkflows(atGate(12, "Add OAuth2 login with Google"));
    session.write("w12", { "specs/design.md": DESIGN, "specs/requirements.md": REQUIREMENTS });
    const { terminal } = await reviewing(session, 40, 12);
    await comment(terminal, "Precious");
    terminal.type("q");
    await terminal.waitFor(/│ {3}1 on #12 Add OAuth2 login with +│\n.*│ {5}Google/);
  });

  it("stay at what they are about when another plan comes, and say where that is gone", async () => {
    const { session, terminal } = await reviewing();
    terminal.type("jj");
    await terminal.waitFor(() => cursorLine(terminal.lines).includes("R1"));
    await comment(terminal, "Also by colour");
    terminal.type("j");
    await terminal.waitFor(() => cursorLine(terminal.lines).includes("R2"));
    await comment(terminal, "Which number?");
    session.write("w1", {
      "specs/requirements.md": REQUIREMENTS.replace("A shop", "New\n\nA shop").replace(
        "by number",
        "by size",
      ),
    });
    await terminal.waitFor(/R1 by name\n.*╰ Also by colour\n/);
    await terminal.waitFor("╰ Which number? (the line has changed since)");
    terminal.type("r");
    await terminal.waitFor("2 line comments");
    terminal.type("\u0013");
    await terminal.waitFor("Changes requested");
    expect(session.calls[0]).toContain("specs/requirements.md:8\\n> - **R1** by name");
    expect(session.calls[0]).toContain("(as it was before)\\n> - **R2** by number");
  });

  it("are kept where another plan is under review by now, and sent again they are meant for that one", async () => {
    const { session, terminal } = await reviewing();
    await comment(terminal, "Shorter");
    session.raise("w1", { type: "plan_recorded", planRevision: OTHER_PLAN, documents: ["specs/design.md"] });
    session.write("w1", { "specs/design.md": DESIGN, "specs/requirements.md": REQUIREMENTS });
    await terminal.waitFor("plan 5be07d1");
    terminal.type("r");
    await terminal.waitFor("1 line comment will be sent");
    terminal.type("Nearly there.\u0013");
    await terminal.waitFor("✕ you looked at plan a41f9c2");
    await terminal.waitFor("Nearly there.");
    expect(session.store.getState().workflows.w1?.state).toBe("GATE_1");
    terminal.type("\u001b");
    await terminal.waitFor((screen) => screen.includes("╰ Shorter") && !screen.includes("Send to the agent"));
    await terminal.waitFor("1 comment to send");
    terminal.type("r\u0013");
    await terminal.waitFor("Changes requested");
    expect(session.store.getState().workflows.w1).toMatchObject({ state: "PHASE_2" });
    expect(session.calls.at(-1)).toContain("Shorter");
  });

  it("are still about their own plan after a request that failed for another reason", async () => {
    const { session, terminal } = await reviewing();
    await comment(terminal, "Shorter");
    session.raise("w1", { type: "plan_recorded", planRevision: OTHER_PLAN, documents: ["specs/design.md"] });
    session.write("w1", { "specs/design.md": DESIGN, "specs/requirements.md": REQUIREMENTS });
    await terminal.waitFor("plan 5be07d1");
    session.failure = new OrcError("SETTINGS_INVALID", "the settings are broken", "Mend them.");
    terminal.type("r");
    await terminal.waitFor("1 line comment will be sent");
    terminal.type("\u0013");
    await terminal.waitFor("✕ the settings are broken");
    terminal.type("\u0013");
    await terminal.waitFor("✕ you looked at plan a41f9c2");
    expect(session.store.getState().workflows.w1?.state).toBe("GATE_1");
    terminal.type("\u0013");
    await terminal.waitFor("Changes requested");
  });

  it("are for a plan under review, and the key says so elsewhere", async () => {
    const session = withWorkflows(running());
    session.write("w2", { "specs/a.md": "# A\n\nText." });
    const { terminal } = open(session);
    await terminal.waitFor("Text.");
    expect(terminal.text).not.toMatch(/│ *▌ /);
    terminal.type("c");
    await terminal.waitFor("comment line: the specification is not up for review yet");
    terminal.type("]");
    await terminal.waitFor("next document: there is only this document");
  });

  it("fit the smallest terminal", async () => {
    const { terminal } = await reviewing(review(), 40, 12);
    terminal.type("jc");
    await terminal.waitFor("requirements.md:3");
    terminal.type("Much shorter, please, and with an example\u0013");
    await terminal.waitFor(/▌ A shop.*\n *╰ Much shorter, please/);
    await terminal.waitFor("▸ requirements.md");
    expect(terminal.lines.every((line) => line.length <= 40)).toBe(true);
    terminal.type("d");
    await terminal.waitFor("Comment removed");
  });

  it("are explained in the help", async () => {
    const { terminal } = await reviewing(review(), 120, 110);
    terminal.type("?");
    await terminal.waitFor("In the specification");
    await terminal.waitFor("comment on the line, or change it");
  });
});
