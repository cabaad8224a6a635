import { closeSync, openSync, readSync, writeSync } from "node:fs";

export const LINES = 1_000_000;
/** What is searched for; it is in one place, near the end. */
export const NEEDLE = "albatross";
const NEEDLE_AT = 0.99;

/** What an agent may have said in a long run, and how it is recognised on the screen. */
export interface Output {
  /** Writes a run of a million lines. */
  write(path: string): void;
  /** Begins the row that is shown first where the log begins. */
  readonly first: string;
  /** Is shown only where the log ends. */
  readonly last: string;
  /** Is shown only where the needle is. */
  readonly needle: string;
}

const SAYING = "the quick brown fox jumps over the lazy dog";

/** Plain text, a line each. */
export const plainOutput: Output = {
  first: "line 1 of a long run",
  last: `line ${LINES} of a long run`,
  needle: `line ${LINES * NEEDLE_AT} of a long run`,
  write(path) {
    writeLines(path, function* () {
      for (let line = 1; line <= LINES; line += 1)
        yield `line ${line} of a long run, ${line === LINES * NEEDLE_AT ? NEEDLE : "say"}: ${SAYING}`;
    });
  },
};

const LINES_OF_TURN = 100;
const TURNS = LINES / LINES_OF_TURN;
/** All lines of a turn but the fragments of what it says. */
const OTHER_LINES = 9;
const IDS = {
  session_id: "e3562c6e-ed5c-4701-8bf1-8548c0bef5ef",
  parent_tool_use_id: null,
  uuid: "4f836a2f-067f-499d-9a68-3004bdcf5c56",
};

/**
 * As Claude Code says it: every text in fragments, a few letters each, then once more as a whole; in between a tool
 * is used. Nearly all lines are fragments, which are not shown where the whole is there.
 */
export const claudeOutput: Output = {
  first: "turn 1 of a long run",
  last: `turn ${TURNS} of a long run`,
  needle: `turn ${TURNS * NEEDLE_AT} of a long run`,
  write(path) {
    writeLines(path, function* () {
      for (let turn = 1; turn <= TURNS; turn += 1) yield* linesOfTurn(turn);
    });
  },
};

function* linesOfTurn(turn: number): Generator<string> {
  const words = turn === TURNS * NEEDLE_AT ? NEEDLE : "say";
  const text = `turn ${turn} of a long run, ${words}: ${Array(8).fill(SAYING).join(", ")}`;
  const pieces = LINES_OF_TURN - OTHER_LINES;
  const length = text.length / pieces;
  const at = (piece: number) => Math.round(piece * length);
  const tool = { type: "tool_use", id: `toolu_${turn}`, name: "Bash", input: { command: "npm test" } };
  const result = { type: "tool_result", tool_use_id: `toolu_${turn}`, content: SAYING, is_error: false };
  yield json({ type: "system", subtype: "status", status: "requesting" });
  yield streamed({ type: "message_start", message: { role: "assistant", content: [] } });
  yield streamed({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } });
  for (let piece = 0; piece < pieces; piece += 1) {
    const delta = { type: "text_delta", text: text.slice(at(piece), at(piece + 1)) };
    yield streamed({ type: "content_block_delta", index: 0, delta });
  }
  yield json({ type: "assistant", message: { role: "assistant", content: [{ type: "text", text }] } });
  yield streamed({ type: "content_block_stop", index: 0 });
  yield json({ type: "assistant", message: { role: "assistant", content: [tool] } });
  yield streamed({ type: "message_delta", delta: { stop_reason: "tool_use" } });
  yield streamed({ type: "message_stop" });
  yield json({ type: "user", message: { role: "user", content: [result] } });
}

function streamed(event: unknown): string {
  return json({ type: "stream_event", event });
}

function json(line: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...line, ...IDS });
}

const BATCH_CHARACTERS = 1 << 20;

function writeLines(path: string, lines: () => Iterable<string>): void {
  const file = openSync(path, "w");
  let batch = "";
  for (const line of lines()) {
    batch += `${line}\n`;
    if (batch.length < BATCH_CHARACTERS) continue;
    writeSync(file, batch);
    batch = "";
  }
  writeSync(file, batch);
  closeSync(file);
}

const NEWLINE = 10;
const BLOCK_BYTES = 256 * 1024;

/** How long it takes to read a file once and to find its lines: what no program that knows them all can go below. */
export function onePass(path: string): number {
  const start = performance.now();
  const file = openSync(path, "r");
  const block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  let lines = 0;
  for (let read = readSync(file, block); read > 0; read = readSync(file, block))
    for (let at = block.indexOf(NEWLINE); at !== -1 && at < read; at = block.indexOf(NEWLINE, at + 1))
      lines += 1;
  closeSync(file);
  if (lines !== LINES) throw new Error(`${path} has ${lines} lines`);
  return performance.now() - start;
}
