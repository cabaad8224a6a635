import { afterEach, describe, expect, it } from "vitest";
import { matching } from "../../source/ui/overlays/issue-choice.ts";
import { OrcError } from "../../source/workflow/errors.ts";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { fakeSession, githubTracker } from "../support/fake-session.ts";
import { githubSession } from "../support/scenes.ts";

afterEach(quitDashboards);

async function opened(columns = 100, rows = 30) {
  const session = githubSession(Date.now());
  const { terminal } = driveDashboard(session, columns, rows);
  await terminal.waitFor("Add OAuth2");
  terminal.type("i");
  await terminal.waitFor("Cart loses");
  return { session, terminal };
}

describe("the issue picker", () => {
  it("filters as one types, and makes a workflow that takes the issue on", async () => {
    const { session, terminal } = await opened();
    await terminal.waitFor("From an issue  7 open");
    await terminal.waitFor(/▌#41 .*Cart loses its items.* lee +2 h/);
    terminal.type("delivery");
    await terminal.waitFor("1 of 7");
    terminal.type("\r");
    await terminal.waitFor("takes on issue #38: Show delivery estimates in the cart");
    await terminal.waitFor("### What happens");
    expect(terminal.text).not.toContain("Please fill in");
    terminal.type("Please: ");
    await terminal.waitFor("Please: Show delivery");
    terminal.type("\u0013");
    await terminal.waitFor("Created: Please: Show delivery estimates in the cart");
    expect(session.calls[0]).toBe("openIssues");
    expect(session.calls[1]).toMatch(
      /^create "Please: Show delivery estimates in the cart\\n\\n### What .* by duc from #38$/,
    );
  });

  it("is moved by arrows, ctrl-n and ctrl-p, and pages, and stays within the list", async () => {
    const { terminal } = await opened();
    for (const [keys, chosen] of [
      ["\u001b[B", "#38"],
      ["\u000e", "#35"],
      ["\u0010", "#38"],
      ["\u001b[6~", "#23"],
      ["\u001b[B", "#23"],
      ["\u001b[5~", "#41"],
      ["\u001b[A", "#41"],
    ] as const) {
      terminal.type(keys);
      await terminal.waitFor(new RegExp(`▌${chosen} `));
    }
  });

  it("says so when nothing has the words, and goes on when they are taken back", async () => {
    const { terminal } = await opened();
    terminal.type("zzz");
    await terminal.waitFor("No title or number has that; 7 issues without it.");
    terminal.type("\r");
    await terminal.settle();
    await terminal.waitFor("From an issue");
    terminal.type("\u0015");
    await terminal.waitFor("Cart loses");
    terminal.type("\u001b");
    await terminal.waitFor((screen) => !screen.includes("From an issue"));
  });

  it("keeps what was changed in an issue's text when the form is closed", async () => {
    const { terminal } = await opened();
    terminal.type("\r");
    await terminal.waitFor("takes on issue #41");
    terminal.type("My ");
    await terminal.waitFor("My Cart loses");
    terminal.type("\u001b");
    await terminal.waitFor((screen) => !screen.includes("takes on"));
    terminal.type("n");
    await terminal.waitFor("New workflow");
    expect(terminal.text).not.toContain("My Cart loses");
    terminal.type("\u001b");
    await terminal.waitFor((screen) => !screen.includes("New workflow"));
    terminal.type("i");
    await terminal.waitFor("#41");
    terminal.type("\r");
    await terminal.waitFor("My Cart loses");
  });

  it("tells that it is asking, that there is nothing, and what failed with what helps", async () => {
    const session = fakeSession({ tracker: githubTracker(Date.now()) });
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("i  start from an open issue");
    let answer: () => void = () => {};
    const { openIssues } = session.intents;
    Object.assign(session.intents, {
      openIssues: () =>
        new Promise<readonly []>((resolve) => {
          answer = () => resolve([]);
        }),
    });
    terminal.type("i");
    await terminal.waitFor("asking github acme/widgets for its open issues …");
    answer();
    await terminal.waitFor("There is no open issue to take on.");
    Object.assign(session.intents, { openIssues });
    session.failure = new OrcError("OFFLINE", "github.com cannot be reached", "Check the connection.");
    terminal.type("\u0012");
    await terminal.waitFor("Check the connection.");
    await terminal.waitFor("✕ github.com cannot be reached");
    terminal.type("\u0012");
    await terminal.waitFor("There is no open issue to take on.");
  });

  it.each([
    [40, 12],
    [80, 24],
    [120, 40],
  ])("fits into %dx%d, with its keys", async (columns, rows) => {
    const { terminal } = await opened(columns, rows);
    await terminal.waitFor(/╭─ From an issue .*╮/);
    await terminal.waitFor(/╰─ .*enter take it on {3}esc close ─*╯/);
    await terminal.waitFor("by lee, 2 h ago · bug, checkout");
  });

  it("takes pasted words into the filter on one line", async () => {
    const { terminal } = await opened();
    terminal.paste("rate\nlimit");
    await terminal.waitFor("1 of 7");
    await terminal.waitFor("filter  rate limit");
  });

  it("never gives an issue's words to the terminal as a command", async () => {
    const nasty = "\u001b[2J\u001b]52;c;SGFjaw==\u0007\u009b31m";
    const session = fakeSession({ tracker: githubTracker(Date.now()) });
    session.issues = [
      {
        number: 9,
        title: `title${nasty}\nsecond`,
        body: `body${nasty}`,
        labels: [`label${nasty}`],
        author: { login: `eve${nasty}`, isBot: false },
        url: null,
        createdAt: new Date().toISOString(),
        updatedAt: new Date().toISOString(),
      },
    ];
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("No workflows");
    terminal.type("i");
    await terminal.waitFor("title second");
    terminal.type("\r");
    await terminal.waitFor("takes on issue #9: title second");
    await terminal.waitFor("body");
    expect(terminal.written).not.toContain("\u001b[2J");
    expect(terminal.written).not.toContain("\u001b]52");
    expect(terminal.written).not.toContain("\u009b");
  });
});

describe("the filter", () => {
  it("wants every word somewhere in the number or the title, whatever the case", () => {
    const { issues } = githubSession(Date.now());
    const found = (filter: string) => matching(issues, filter).map(({ number }) => number);
    expect(found("CART show")).toEqual([38]);
    expect(found("#35")).toEqual([35]);
    expect(found("csv 注文")).toEqual([35]);
    expect(found("  ")).toHaveLength(7);
    expect(found("nothing")).toEqual([]);
  });
});
