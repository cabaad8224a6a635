import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openRunLog, type RunLog } from "../../../source/agents/log/run-log.ts";
import type { Provider } from "../../../source/agents/providers/provider.ts";
import { providerNamed } from "../../../source/agents/providers/registry.ts";
import { type RunFolder, runFolder } from "../../../source/agents/run-folder.ts";

const claude = providerNamed("claude");
const gemini = providerNamed("gemini");

let folder: RunFolder;
const opened: RunLog[] = [];

beforeEach(() => {
  folder = runFolder(mkdtempSync(join(tmpdir(), "orc-fragments-")));
  writeFileSync(folder.output, "");
});
afterEach(() => {
  for (const log of opened.splice(0)) log.close();
  rmSync(folder.path, { recursive: true, force: true });
});

function open(provider: Provider): RunLog {
  const log = openRunLog(folder.path, provider);
  opened.push(log);
  return log;
}

function shown(log: RunLog): string[] {
  log.refresh();
  return log.read(0, log.lineCount).flatMap(({ events }) => events.map(({ text }) => text));
}

const jsonLine = (value: unknown) => `${JSON.stringify(value)}\n`;

/** As claude writes: the pieces, then the whole, then that the pieces are over. */
function claudeLines(pieces: readonly string[], parent: string | null = null): string[] {
  const event = (inner: unknown) =>
    jsonLine({ type: "stream_event", event: inner, session_id: "s", parent_tool_use_id: parent });
  return [
    event({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
    ...pieces.map((text) =>
      event({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } }),
    ),
    jsonLine({
      type: "assistant",
      message: { role: "assistant", content: [{ type: "text", text: pieces.join("") }] },
      parent_tool_use_id: parent,
    }),
    event({ type: "content_block_stop", index: 0 }),
  ];
}

const geminiLine = (content: string) =>
  jsonLine({ type: "message", role: "assistant", content, delta: true });

const PIECES = ["The plan", " has", " three", " parts: 設計", ", tests", " and 🌏", " a diff."];
const WHOLE = PIECES.join("");

describe("a text that is repeated as a whole", () => {
  test("is shown as it comes, and never twice, however the file is cut", () => {
    const log = open(claude);
    const text = Buffer.from([...claudeLines(PIECES), ...claudeLines(["Then", " the", " next."])].join(""));
    const seen = new Set<string>();
    for (let at = 0; at < text.length; at += 23) {
      appendFileSync(folder.output, text.subarray(at, at + 23));
      const said = shown(log).join("|");
      seen.add(said);
      expect([WHOLE, `${WHOLE}|Then the next.`].some((all) => all.startsWith(said))).toBe(true);
    }
    expect([...seen]).toContain("The plan has");
    expect([...seen]).toContain(`${WHOLE}|Then the`);
    expect(shown(log)).toEqual([WHOLE, "Then the next."]);
  });

  test("is the same for whoever comes later", () => {
    const live = open(claude);
    for (const line of claudeLines(PIECES)) {
      appendFileSync(folder.output, line);
      expect(shown(open(claude))).toEqual(shown(live));
    }
  });

  test("stays as far as it was said, where the agent was ended in the middle of it", () => {
    appendFileSync(folder.output, claudeLines(PIECES).slice(0, 4).join(""));
    expect(shown(open(claude))).toEqual(["The plan has three"]);
  });

  test("of a sub-agent does not take the place of what the agent itself is saying", () => {
    const log = open(claude);
    appendFileSync(folder.output, claudeLines(["Own", " words"]).slice(0, 3).join(""));
    appendFileSync(folder.output, claudeLines(["Sub", " words"], "call-1").join(""));
    expect(shown(log)).toEqual(["Own words", "Sub words"]);
    const depths = log.read(0, log.lineCount).flatMap(({ events }) => events.map(({ depth }) => depth));
    expect(depths).toEqual([0, 1]);
  });
});

describe("a text that comes in pieces only", () => {
  test("grows on one line, and the next text begins another", () => {
    const log = open(gemini);
    for (const [index, piece] of PIECES.entries()) {
      appendFileSync(folder.output, geminiLine(piece));
      expect(shown(log)).toEqual([PIECES.slice(0, index + 1).join("")]);
      expect(log.read(0, 1)[0]?.isSettled).toBe(false);
    }
    const call = { type: "tool_use", tool_name: "read_file", tool_id: "1", parameters: { path: "a.ts" } };
    appendFileSync(folder.output, jsonLine(call));
    appendFileSync(folder.output, geminiLine("After that."));
    const said = shown(log);
    expect([said[0], said.at(-1)]).toEqual([WHOLE, "After that."]);
    expect(said).toHaveLength(3);
    expect(log.read(0, 1)[0]?.isSettled).toBe(true);
  });
});

describe("the raw lines", () => {
  test("are the whole file, in pieces or not, by the numbers of what is shown", () => {
    const lines = [...claudeLines(PIECES), jsonLine({ type: "result", subtype: "success", is_error: false })];
    appendFileSync(folder.output, lines.join(""));
    const log = open(claude);
    shown(log);
    const raw = log.readRaw(0, log.lineCount);
    expect(raw.map(({ index }) => index)).toEqual(log.read(0, log.lineCount).map(({ index }) => index));
    expect(raw.flatMap(({ events }) => events.map(({ text }) => `${text}\n`)).join("")).toBe(lines.join(""));
    const line = log.read(0, log.lineCount).find(({ events }) => events.some(({ text }) => text === WHOLE));
    expect(raw[line?.index ?? -1]?.events[0]?.text).toContain('"type":"assistant"');
  });

  test("tell standard error apart, and have nothing in them that a terminal would obey", () => {
    writeFileSync(folder.output, '{"type":"result","x":"\u001b[2J\u009b31m"}\n');
    writeFileSync(folder.stderr, "oh \u001b]0;title\u0007no\n");
    const log = open(claude);
    shown(log);
    const entries = log.readRaw(0, 10).flatMap(({ events }) => events);
    expect(entries).toEqual([
      { kind: "text", text: '{"type":"result","x":""}', depth: 0 },
      { kind: "error", text: "oh no", depth: 0 },
    ]);
  });

  test("are cut where they are too long to be shown, and say so", () => {
    writeFileSync(folder.output, `${"x".repeat(300_000)}\n`);
    const log = open(claude);
    shown(log);
    expect(log.readRaw(0, 1)[0]?.events.map(({ text }) => text.slice(0, 60))).toEqual([
      "x".repeat(60),
      "(a line of 300000 bytes, of which this is the beginning)",
    ]);
  });
});

test("a result that is too long to be kept whole is marked as cut", () => {
  const result = (output: string) => jsonLine({ type: "tool_result", id: "1", ok: true, output });
  writeFileSync(folder.output, result("line\n".repeat(8_000)) + result("line\n".repeat(3)));
  const log = open(providerNamed("demo"));
  shown(log);
  expect(log.read(0, 2).map(({ events }) => events[0]?.isCut)).toEqual([true, undefined]);
});

test("an end that is a failure is told as an error", () => {
  writeFileSync(folder.output, jsonLine({ type: "end", outcome: "failure", reason: null }));
  const log = open(providerNamed("demo"));
  shown(log);
  expect(log.read(0, 1)[0]?.events).toEqual([{ kind: "error", text: "The agent failed.", depth: 0 }]);
});
