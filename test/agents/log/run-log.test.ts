import {
  appendFileSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openRunLog, type RunLog } from "../../../source/agents/log/run-log.ts";
import { command } from "../../../source/agents/providers/command.ts";
import { demo } from "../../../source/agents/providers/demo.ts";
import type { Provider } from "../../../source/agents/providers/provider.ts";
import { type RunFolder, runFolder } from "../../../source/agents/run-folder.ts";
import { boundMark, RunOutput } from "../../../source/agents/supervisor/run-output.ts";
import { computedMs } from "../../support/computing-time.ts";

let folder: RunFolder;
const opened: RunLog[] = [];

beforeEach(() => {
  folder = runFolder(mkdtempSync(join(tmpdir(), "orc-log-")));
});
afterEach(() => {
  for (const log of opened.splice(0)) log.close();
  rmSync(folder.path, { recursive: true, force: true });
});

function open(provider: Provider = command): RunLog {
  const log = openRunLog(folder.path, provider);
  opened.push(log);
  return log;
}

function refreshed(provider: Provider = command): RunLog {
  const log = open(provider);
  do log.refresh();
  while (!log.complete);
  return log;
}

function shown(log: RunLog, from = 0, count = log.lineCount): string[] {
  return log.read(from, count).flatMap((line) => line.events.map((event) => `${event.kind}: ${event.text}`));
}

describe("a log that grows", () => {
  test("begins before there is anything", () => {
    const log = open();
    expect(log.refresh()).toBe(false);
    expect([log.lineCount, log.complete, log.read(0, 10)]).toEqual([0, true, []]);
  });

  test("shows an unfinished last line, and the same line finished", () => {
    const log = open();
    writeFileSync(folder.output, "one\ntw");
    expect(log.refresh()).toBe(true);
    expect(shown(log)).toEqual(["text: one", "text: tw"]);
    appendFileSync(folder.output, "o\nthree\n");
    expect(log.refresh()).toBe(true);
    expect(shown(log)).toEqual(["text: one", "text: two", "text: three"]);
    expect(log.refresh()).toBe(false);
  });

  test("numbers its lines from 0 and reads any window of them", () => {
    writeFileSync(folder.output, "a\nb\nc\nd\n");
    const log = refreshed();
    expect(log.read(1, 2).map((line) => line.index)).toEqual([1, 2]);
    expect(shown(log, 3, 100)).toEqual(["text: d"]);
    expect(log.read(4, 1)).toEqual([]);
    expect(log.read(-1, 2).map((line) => line.index)).toEqual([0, 1]);
  });
});

describe("a log whose run comes to the bound of its output", () => {
  test("loses what was cut off, and says where", () => {
    writeFileSync(folder.output, "one\ntwo\n");
    writeFileSync(folder.stderr, "");
    const output = new RunOutput(folder, 12, { stdout: () => {}, stderr: () => {} });
    const live = open();
    output.drain();
    appendFileSync(folder.output, "three\nfour\n");
    live.refresh();
    expect(shown(live)).toEqual(["text: one", "text: two", "text: three", "text: four"]);
    output.drain();
    appendFileSync(folder.output, "five\n");
    output.drain();
    output.close();
    live.refresh();
    const mark = boundMark(12);
    expect(shown(live)).toEqual(["text: one", "text: two", "text: thre", `text: ${mark}`]);
    expect(shown(refreshed())).toEqual(shown(live));
  });

  test("keeps as much as it may of both streams together", () => {
    writeFileSync(folder.output, `${"o".repeat(29)}\n`);
    writeFileSync(folder.stderr, `${"e".repeat(29)}\n`);
    const output = new RunOutput(folder, 20, { stdout: () => {}, stderr: () => {} });
    output.drain();
    output.close();
    expect([output.bytes, output.droppedBytes]).toEqual([20, 40]);
    expect(readFileSync(folder.output, "utf8")).toBe(`${boundMark(20)}\n`);
    expect(readFileSync(folder.stderr, "utf8")).toBe("e".repeat(20));
  });

  test.each([
    ["before it", (words: () => void, noise: () => void) => [words, noise]],
    ["after it", (words: () => void, noise: () => void) => [noise, words]],
  ])("keeps the agent's last word, said %s, where noise on stderr is what is too much", (_when, order) => {
    const words = `${"o".repeat(400)}\n{"type":"result"}\n`;
    writeFileSync(folder.output, "");
    writeFileSync(folder.stderr, "");
    const output = new RunOutput(folder, 1_000, { stdout: () => {}, stderr: () => {} });
    const both = [
      () => appendFileSync(folder.output, words),
      () => appendFileSync(folder.stderr, "e".repeat(5_000)),
    ] as const;
    for (const say of order(...both)) {
      say();
      output.drain();
    }
    output.close();
    expect(readFileSync(folder.output, "utf8")).toBe(words);
    const kept = "e".repeat(1_000 - words.length);
    expect(readFileSync(folder.stderr, "utf8")).toBe(`${kept}\n${boundMark(1_000)}\n`);
  });

  test("keeps what is on stderr where what the agent says is too much by itself", () => {
    writeFileSync(folder.output, "o".repeat(1_500));
    writeFileSync(folder.stderr, "no memory left\n");
    const output = new RunOutput(folder, 1_000, { stdout: () => {}, stderr: () => {} });
    output.drain();
    output.close();
    expect(readFileSync(folder.stderr, "utf8")).toBe("no memory left\n");
    expect(readFileSync(folder.output, "utf8")).toBe(`${"o".repeat(985)}\n${boundMark(1_000)}\n`);
  });
});

describe("output and stderr", () => {
  test("are shown in the order in which they came, live and later", () => {
    const live = open();
    writeFileSync(folder.output, "");
    writeFileSync(folder.stderr, "");
    const output = new RunOutput(folder, 1_000_000, { stdout: () => {}, stderr: () => {} });
    const words: string[] = [];
    for (let round = 0; round < 40; round += 1) {
      appendFileSync(round % 3 === 0 ? folder.stderr : folder.output, `line ${round}\n`);
      output.drain();
      words.push(`${round % 3 === 0 ? "error" : "text"}: line ${round}`);
      live.refresh();
      expect(shown(live)).toEqual(words);
    }
    output.close();
    expect(shown(refreshed())).toEqual(words);
  });

  test("of a killed supervisor, whose order may be damaged, are both shown", () => {
    writeFileSync(folder.output, "out 1\nout 2\n");
    writeFileSync(folder.stderr, "err 1\n");
    writeFileSync(folder.order, "6 6\nnonsense\n99999 99999\n12 ");
    expect(shown(refreshed())).toEqual(["text: out 1", "error: err 1", "text: out 2"]);
  });
});

describe("hostile and broken bytes", () => {
  test("never reach the screen as control characters", () => {
    const bytes = Buffer.concat([
      Buffer.from("\x1b[2J\x1b]52;c;c3RvbGVu\x07hello\x9b31m\u202e\r\n"),
      Buffer.of(0xff, 0xfe, 0xc3, 0x28, 0x00, 0x0a),
    ]);
    writeFileSync(folder.output, bytes);
    writeFileSync(folder.stderr, bytes);
    const text = shown(refreshed()).join("");
    expect(text).toContain("hello");
    expect(text).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
  });

  test("inside JSON are cleaned as well, in every kind of event", () => {
    const evil = "\x1b]0;title\x07x";
    const events = [
      { type: "text", text: evil },
      { type: "tool_call", id: "1", name: evil, input: evil },
      { type: "tool_result", id: "1", ok: true, output: evil },
      { type: "tool_result", id: "1", ok: false, output: evil },
      { type: "error", message: evil },
      { type: "end", outcome: "success", reason: evil },
      { type: "usage", input_tokens: 1 },
    ];
    writeFileSync(folder.output, events.map((event) => `${JSON.stringify(event)}\n`).join(""));
    const log = refreshed(demo);
    expect(shown(log)).toEqual(["text: x", "tool: x x", "result: x", "error: x", "error: x", "end: x"]);
    expect(log.read(6, 1)).toEqual([{ index: 6, events: [], isSettled: true }]);
  });

  test("that are no JSON are shown as text", () => {
    writeFileSync(folder.output, 'Warning: x\n{"type":"text","text":\n[1]\n\n{"type":17}\n');
    expect(shown(refreshed(demo))).toEqual(["text: Warning: x", 'text: {"type":"text","text":', "text: [1]"]);
  });
});

describe("long lines", () => {
  test.each([64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 128 * 1024, 1_000_000])(
    "of %d bytes do not disturb the next",
    (length) => {
      writeFileSync(folder.output, `before\n${"x".repeat(length)}\nafter\n${"y".repeat(length)}`);
      const log = refreshed();
      expect(log.lineCount).toBe(4);
      const [before, long, after, tail] = log.read(0, 4);
      expect(before?.events[0]?.text).toBe("before");
      expect(after?.events[0]?.text).toBe("after");
      expect(long?.events[0]?.text).toMatch(/^x{16384}…$/);
      expect(tail?.events[0]?.text).toMatch(/^y{16384}…$/);
      const cut = length > 64 * 1024;
      expect(long?.events.length).toBe(cut ? 2 : 1);
      if (cut) expect(long?.events[1]?.text).toContain(`a line of ${length} bytes`);
    },
  );
});

test("a window of any file is what splitting the whole file gives", () => {
  const line = fc.oneof(
    { weight: 20, arbitrary: fc.string({ maxLength: 30 }).map((text) => text.replace(/[^\x21-\x7e]/g, "")) },
    { weight: 1, arbitrary: fc.integer({ min: 60_000, max: 300_000 }).map((length) => "z".repeat(length)) },
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), fc.nat(70), fc.nat(70), (lines, from, count) => {
      const repeated = Array.from({ length: 12 }, () => lines).flat();
      writeFileSync(folder.output, repeated.map((text) => `${text}\n`).join(""));
      const log = refreshed();
      const start = from * 7;
      const read = log.read(start, count).map((entry) => entry.events[0]?.text.slice(0, 16_384));
      expect(log.lineCount).toBe(repeated.length);
      expect(read).toEqual(repeated.slice(start, start + count).map((text) => text.slice(0, 16_384)));
      log.close();
    }),
    { numRuns: 30 },
  );
});

describe("a run of 300,000 lines", () => {
  test("is indexed in steps, without keeping it, and read at its end at once", () => {
    const lines = 300_000;
    const file = openSync(folder.output, "w");
    for (let from = 0; from < lines; from += 10_000) {
      const block = Array.from(
        { length: 10_000 },
        (_, offset) => `line ${from + offset} ${"x".repeat(80)}\n`,
      );
      writeSync(file, block.join(""));
    }
    closeSync(file);
    const log = open();
    const before = memory();
    let steps = 0;
    const start = computedMs();
    while (!log.complete) {
      log.refresh();
      steps += 1;
    }
    const milliseconds = computedMs() - start;
    expect(log.lineCount).toBe(lines);
    expect(steps).toBeGreaterThan(5);
    expect(milliseconds).toBeLessThan(1_000);
    for (const from of [0, 255, 256, 257, 150_000, lines - 40]) {
      const [first] = log.read(from, 40);
      expect(first?.events[0]?.text.startsWith(`line ${from} `)).toBe(true);
    }
    const readStart = computedMs();
    for (let round = 0; round < 100; round += 1) log.read(lines - 60, 60);
    expect((computedMs() - readStart) / 100).toBeLessThan(10);
    expect(memory() - before).toBeLessThan(5 * 1024 * 1024);
  });
});

/** What is held on to, after the garbage is gone. */
function memory(): number {
  globalThis.gc?.();
  const { arrayBuffers, heapUsed } = process.memoryUsage();
  return globalThis.gc === undefined ? arrayBuffers : heapUsed + arrayBuffers;
}

test("a folder that comes later than its reader is read", () => {
  rmSync(folder.path, { recursive: true });
  const log = open();
  log.refresh();
  mkdirSync(folder.path);
  writeFileSync(folder.output, "late\n");
  expect(log.refresh()).toBe(true);
  expect(shown(log)).toEqual(["text: late"]);
});
