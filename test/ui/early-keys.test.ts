import { afterEach, it } from "vitest";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { type FakeSession, fakeSession } from "../support/fake-session.ts";

afterEach(quitDashboards);

it("does what is typed and pasted before the session is open, once it is", async () => {
  const opening = Promise.withResolvers<FakeSession>();
  const { terminal } = driveDashboard(opening.promise);
  await terminal.waitFor("orc-tui");
  terminal.type("n");
  terminal.type("Add ");
  terminal.type("\u001b[200~dark mode\u001b[201~");
  opening.resolve(fakeSession());
  await terminal.waitFor("Add dark mode");
});

it("can be quit before the session is open", async () => {
  const { terminal, ended } = driveDashboard(new Promise<FakeSession>(() => {}));
  await terminal.waitFor("orc-tui");
  terminal.type("q");
  await ended;
});
