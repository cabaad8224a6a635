import { afterEach, describe, expect, it } from "vitest";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { fakeSession, githubTracker } from "../support/fake-session.ts";
import { githubSession } from "../support/scenes.ts";
import type { VirtualTerminal } from "../support/virtual-terminal.ts";

afterEach(quitDashboards);

const COMMANDS = [
  "npm ci --ignore-scripts && npm run build -- --all-workspaces",
  "./tools/spec-agent --fast",
  "make deps",
  "bundle install",
  "curl -s https://example.org/setup.sh",
  "python3 -m venv .venv",
  "go mod download",
  "cargo fetch --locked",
  "pnpm install --frozen-lockfile",
];

/** What stands in the dialog, row by row put together. */
function inside({ lines }: VirtualTerminal): string {
  return lines
    .map((line) => /│ (.*) │/.exec(line)?.[1]?.trim() ?? "")
    .filter((words) => words !== "")
    .join(" ");
}

describe("in a terminal of 40x12", () => {
  it("every command that waits for trust is read before one can trust it", async () => {
    const session = fakeSession({ untrusted: COMMANDS });
    const { terminal } = driveDashboard(session, 40, 12);
    await terminal.waitFor("j shows the rest");
    expect(terminal.text).not.toContain("y trust them");
    terminal.type("y");
    const seen: string[] = [inside(terminal)];
    while (!terminal.text.includes("That is all")) {
      const before = terminal.text;
      terminal.type("j");
      await terminal.waitFor((screen) => screen !== before);
      seen.push(inside(terminal));
    }
    expect(session.calls).toEqual([]);
    for (const command of COMMANDS)
      expect(
        seen.some((words) => words.includes(command)),
        command,
      ).toBe(true);
    terminal.type("y");
    await terminal.waitFor("Trusted");
    expect(session.calls).toEqual(["trust"]);
  });

  it("what an approval does is read to its end", async () => {
    const session = githubSession(Date.now(), {
      tracker: githubTracker(Date.now(), {
        place: "an-organisation-with-a-long-name/a-repository-with-a-long-name-too-and-then-some",
      }),
    });
    const { terminal } = driveDashboard(session, 40, 12);
    await terminal.waitFor("Add OAuth2");
    terminal.type("A");
    await terminal.waitFor("j shows the rest");
    await terminal.waitFor("y approve");
    terminal.type("jjjjjjjjjj");
    await terminal.waitFor("That is all");
    expect(inside(terminal)).toContain("this cannot be taken back.");
    terminal.type("kkkkkkkkkk");
    await terminal.waitFor("#12 Add OAuth2 login with Google");
  });

  it("what fits says nothing of a rest", async () => {
    const { terminal } = driveDashboard(fakeSession({ untrusted: ["npm ci"] }), 40, 12);
    await terminal.waitFor("$ npm ci");
    expect(terminal.text).not.toMatch(/the rest|That is all/);
    terminal.type("j");
    await terminal.waitFor("all of it is in sight");
  });
});
