import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { createTerminalHolder, type TerminalHolder } from "../../../source/ui/terminal/hand-over.ts";
import { eventually } from "../../support/eventually.ts";

function holder(): TerminalHolder {
  return createTerminalHolder(new PassThrough() as unknown as NodeJS.ReadStream, new PassThrough());
}

const shell = (script: string) => ({ file: "/bin/sh", args: ["-c", script], cwd: "/", env: {} });

it("leaves an interrupt to the program that has the terminal", async () => {
  const terminal = holder();
  const lent = terminal.lend(shell("sleep 0.2"));
  expect(terminal).toMatchObject({ isLent: true, isInterruptForOther: true });
  await lent;
  expect(terminal).toMatchObject({ isLent: false, isInterruptForOther: false });
});

it.each(["kill -INT $$", "exit 130"])(
  "leaves an interrupt that comes late to the program that died of it: %s",
  async (script) => {
    const terminal = holder();
    await terminal.lend(shell(script));
    expect(terminal).toMatchObject({ isLent: false, isInterruptForOther: true });
    await eventually("interrupts are for the dashboard again", () => !terminal.isInterruptForOther);
  },
);
