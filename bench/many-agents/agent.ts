/**
 * One of many agents. It writes its document and a first line, waits until all may begin, then writes numbered lines
 * at an even rate until all are to stop, and last notes what it has written.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { meetingIn, type Note, numberedLine } from "./meeting.ts";

const TICK_MS = 10;
const TICKS_BETWEEN_LOOKS = 25;

const [folder = "", rate = ""] = process.argv.slice(2);
const { ORC_ISSUE_NUMBER: issue = "", ORC_PLANS_DIR: plans = "" } = process.env;
const meeting = meetingIn(folder);
const linesPerSecond = Number(rate);
const written = createHash("sha256");
let lines = 0;

mkdirSync(join(plans, "specs"), { recursive: true });
writeFileSync(join(plans, "specs/requirements.md"), "# Requirements\n\nAll of them at once.\n");
say(1);
while (!existsSync(meeting.begin)) await delay(TICK_MS);
const start = performance.now();
const first = lines;
for (let tick = 0; tick % TICKS_BETWEEN_LOOKS !== 0 || !existsSync(meeting.stop); tick += 1) {
  say(Math.floor(((performance.now() - start) / 1000) * linesPerSecond) - (lines - first));
  await delay(TICK_MS);
}
const note: Note = {
  lines,
  linesPerSecond: (lines - first) / ((performance.now() - start) / 1000),
  sha256: written.digest("hex"),
};
writeFileSync(meeting.noteOf(issue), JSON.stringify(note));

/** A pipe takes what is written before this returns. */
function say(count: number): void {
  const now = Date.now();
  let batch = "";
  for (let left = count; left > 0; left -= 1) batch += numberedLine(++lines, now);
  if (batch === "") return;
  written.update(batch);
  process.stdout.write(batch);
}
