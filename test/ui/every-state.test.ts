import { afterEach, describe, expect, it, vi } from "vitest";
import { NO_PLACE, type SessionStatus } from "../../source/orchestrator/session.ts";
import { runDashboard } from "../../source/ui/main.tsx";
import { type FakeSession, fakeSession, githubTracker } from "../support/fake-session.ts";
import { crowdedSession, githubSession } from "../support/scenes.ts";
import { atGate, PLAN, running, ScriptedWorkflow } from "../support/scripted-workflow.ts";
import { VirtualTerminal } from "../support/virtual-terminal.ts";

// Before anything that draws is loaded: colours are for terminals only, and here is none.
vi.hoisted(() => {
  process.env.FORCE_COLOR = "3";
});

const open: { terminal: VirtualTerminal; ended: Promise<void> }[] = [];
afterEach(async () => {
  for (const { terminal, ended } of open.splice(0)) {
    // The first may only ask; asked again, it quits.
    terminal.type("\u0003\u0003");
    await ended;
    terminal.dispose();
  }
});

async function start(session: FakeSession, options: { noColor?: true; screenReader?: true; theme?: "dark" }) {
  const terminal = new VirtualTerminal(120, 50);
  const { stdin, stdout } = terminal;
  open.push({ terminal, ended: runDashboard(session, { ...options, stdin, stdout }) });
  await terminal.waitFor("? help");
  return terminal;
}

interface State {
  readonly name: string;
  readonly workflow: () => ScriptedWorkflow;
  readonly status?: () => Partial<SessionStatus>;
  /** Its sign, and what is said of it in the list and in the detail. */
  readonly sign: string;
  readonly row: string;
  readonly detail: string;
  /** The state as it is heard, where its sign would say more than the words. */
  readonly heard: string;
}

const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString();
const activity = (label: string, detail: string | null) => ({
  activities: { w2: { label, startedAt: ago(5), detail, progress: null } },
});
const idle = () => new ScriptedWorkflow(2, "Dark mode", Date.now(), 60);
const approved = () =>
  atGate(2, "Dark mode").raise(
    5,
    { type: "approval_received", planRevision: PLAN, commentId: null },
    "github:you",
  );

const STATES: readonly State[] = [
  {
    name: "not begun",
    workflow: idle,
    sign: "○",
    row: "not started",
    detail: "Not started yet",
    heard: "state: IDLE, not started",
  },
  {
    name: "in preparation",
    workflow: () => idle().prepared(2),
    status: () => activity("create the worktree", null),
    sign: "●",
    row: "create the worktree",
    detail: "create the worktree",
    heard: "state: PHASE 1, create the worktree",
  },
  {
    name: "an agent at work",
    workflow: running,
    status: () => ({ vitals: { w2: { memoryBytes: 230 * 1024 ** 2, cpuPercent: 12, waiting: null } } }),
    sign: "●",
    row: "duc is writing",
    detail: "@duc is writing the specification",
    heard: "state: PHASE 2, duc is writing",
  },
  {
    name: "an agent in the queue",
    workflow: () => idle().prepared(),
    status: () => activity(NO_PLACE, "number 1 of 1; maxAgents is 2"),
    sign: "●",
    row: NO_PLACE,
    detail: `${NO_PLACE}: number 1 of 1; maxAgents is 2`,
    heard: `state: PHASE 2, ${NO_PLACE}`,
  },
  {
    name: "an agent that waits for its model",
    workflow: running,
    status: () => {
      const waiting = { reason: "the rate limit is reached", until: ago(-90) };
      return { vitals: { w2: { memoryBytes: 1e8, cpuPercent: 0, waiting } } };
    },
    sign: "●",
    row: "duc waits",
    detail: "the rate limit is reached, again in",
    heard: "state: PHASE 2, duc waits",
  },
  {
    name: "failed",
    workflow: () => running().runFailed(5, "the disk is full", "Make room."),
    sign: "✕",
    row: "failed: write the specification",
    detail: "Could not write the specification: the disk is full",
    heard: "state: PHASE 2, failed: write the specification",
  },
  {
    name: "a question",
    workflow: () => running().asks(5, "question", "Which one?"),
    sign: "?",
    row: "@duc asks: Which one?",
    detail: "@duc asks: Which one?",
    heard: "@duc asks: Which one?",
  },
  {
    name: "blocked",
    workflow: () => running().asks(5, "blocked", "No access."),
    sign: "!",
    row: "@duc is blocked: No access.",
    detail: "@duc is blocked: No access.",
    heard: "@duc is blocked: No access.",
  },
  {
    name: "at the gate",
    workflow: () => atGate(2, "Dark mode"),
    sign: "◆",
    row: "review the plan",
    detail: "Waiting for your approval",
    heard: "state: GATE 1, review the plan",
  },
  {
    name: "approved",
    workflow: approved,
    sign: "✓",
    row: "approved by you",
    detail: "Approved by you on GitHub",
    heard: "state: DONE, approved by you",
  },
  {
    name: "cancelled",
    workflow: () => running().raise(5, { type: "cancelled", reason: "no" }, "keyboard:dana"),
    sign: "⊘",
    row: "cancelled",
    detail: "Cancelled by dana",
    heard: "state: CANCELLED",
  },
];

function sessionOf({ workflow, status }: State): FakeSession {
  const session = fakeSession({ tracker: githubTracker(Date.now()), ...status?.() });
  session.show([workflow().workflow]);
  return session;
}

describe("every state", () => {
  it.each(STATES)("is told without colours: $name", async (state) => {
    const terminal = await start(sessionOf(state), { noColor: true });
    await terminal.waitFor(state.detail);
    const { lines, cells } = terminal;
    const row = lines.findIndex((line) => line.startsWith(`▌${state.sign} Dark mode`));
    expect(row, terminal.text).toBeGreaterThan(0);
    expect(lines[row + 1]).toContain(state.row.slice(0, 20));
    const stage = lines.find((line) => line.includes("IDLE")) ?? "";
    expect(stage).toMatch(new RegExp(`│ .*${state.sign.replace("?", "\\?")} [A-Z]`));
    for (const { color, background } of cells.flat()) expect([color, background]).toEqual([null, null]);
  });

  it.each(STATES)("is heard: $name", async (state) => {
    const terminal = await start(sessionOf(state), { screenReader: true });
    await terminal.waitFor(state.heard);
    await terminal.waitFor(/^selected, (?:#2 )?Dark mode, state: /m);
    terminal.type("\r");
    await terminal.waitFor("1 Log (shown)");
    await terminal.waitFor(state.detail);
    await terminal.waitFor(/^stages: .*(?:now|passed)/m);
  });

  it("has a sign of its own where something else is to be done", () => {
    const signs = STATES.map(({ sign }) => sign).filter((sign) => sign !== "●");
    expect(new Set(signs).size).toBe(signs.length);
  });
});

describe("the archive", () => {
  it("is told without colours, folded and opened", async () => {
    const terminal = await start(crowdedSession(Date.now()), { noColor: true });
    terminal.type("G");
    await terminal.waitFor(/▌▸ Archive/);
    terminal.type("\r");
    await terminal.waitFor(/▌▼ Archive/);
    await terminal.waitFor(/✓ Gift cards/);
  });

  it("is heard, chosen and opened", async () => {
    const terminal = await start(crowdedSession(Date.now()), { screenReader: true });
    terminal.type("G");
    await terminal.waitFor(/^selected.*Archive/m);
    await terminal.waitFor(/^selected.*Archive.*folded/m);
    terminal.type("\r");
    await terminal.waitFor(/#2 Gift cards, state: DONE, approved by dana/);
    await terminal.waitFor(/^selected.*Archive.*open/m);
  });
});

/** What is pressed one after the other, and what is seen without colours and heard then. */
const MOMENTS: readonly (readonly [what: string, keys: string, seen: RegExp, heard: RegExp])[] = [
  ["the shown pane", "3", /─┤3 Diff├─/, /3 Diff \(shown\)/],
  ["what happened", "5", /▸ PHASE 2 ▸ GATE 1/, /^\d\d:\d\d:\d\d, PHASE 2 to GATE 1$/m],
  ["labels that differ", "", /≠ #12/, /labels differ/],
  [
    "a command that was carried out",
    "L",
    /✓ The status label is being/,
    /The status label is being put back/,
  ],
  ["a key that can do nothing now", "jjA", /· approve: there is nothing/, /approve: there is nothing/],
  ["the chosen command", ":repair", /▌ {2}repair labels/, /selected: repair labels/],
  ["the chosen issue", "i", /▌#41/, /selected: #41 Cart loses/],
  ["the chosen agent", "n", /agent +● duc {3}○ codex/, /agent.*chosen: duc/],
  ["a question before an approval", "A", /y approve {3}n leave it/, /y approve, n leave it/],
  ["a mark", "jjj ", /\[x\] ✓ 商品/, /marked, #7 商品/],
  ["a filter", "/state:gate\r", / \/ state:gate +1 of 4/, /\/ state:gate, 1 of 4/],
  [
    "a pull request whose checks fail",
    "jjj\r",
    /▸ PR #31 draft · checks failed/,
    /^PR #31 draft, checks failed, changes requested/m,
  ],
];

describe("what one does", () => {
  it.each(MOMENTS)("is told without colours: %s", async (_, keys, seen) => {
    const terminal = await start(githubSession(Date.now()), { noColor: true });
    await terminal.waitFor("Add OAuth2");
    if (keys !== "") terminal.type(keys);
    await terminal.waitFor(seen);
    expect(
      terminal.cells.flat().every(({ color, background }) => color === null && background === null),
    ).toBe(true);
  });

  it.each(MOMENTS)("is heard: %s", async (_, keys, __, heard) => {
    const terminal = await start(githubSession(Date.now()), { screenReader: true });
    await terminal.waitFor("Add OAuth2");
    if (keys !== "") terminal.type(keys);
    await terminal.waitFor(heard);
  });

  it.each([
    ["the shown document", "2", /^shown: plan\.md, design\.md, requirements\.md/m],
    ["the files of a diff", "3", /^\.plans\/12\/specs\/requirements\.md, new, \+8$/m],
    ["a folded file", "3f", /^folded: \.plans\/12\/specs\/requirements\.md, new, \+8$/m],
    ["how much differs", "3", /^5 files, \+15, −4, since/m],
  ])("is heard of what the agent wrote: %s", async (_, keys, heard) => {
    const terminal = await start(crowdedSession(Date.now()), { screenReader: true });
    await terminal.waitFor("Add OAuth2");
    for (const key of keys) {
      terminal.type(key);
      await terminal.waitFor("(shown)");
    }
    await terminal.waitFor(heard);
  });

  it("has the same words with and without colours", async () => {
    const now = Date.now();
    vi.spyOn(Date, "now").mockReturnValue(now);
    try {
      const colored = await start(githubSession(now), { theme: "dark" });
      const plain = await start(githubSession(now), { noColor: true });
      for (const keys of ["", "j", "j", "j", "\r", "2", "3", "4", "5", "?"]) {
        if (keys !== "") for (const terminal of [colored, plain]) terminal.type(keys);
        await plain.untilStill(50);
        await colored.waitFor(() => colored.text === plain.text);
      }
    } finally {
      vi.restoreAllMocks();
    }
  });
});
