import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EventScanner } from "../../source/agents/event-scanner.ts";
import type { AgentEvent } from "../../source/agents/events.ts";
import { demo } from "../../source/agents/providers/demo.ts";

const STREAM = Buffer.from(
  [
    '{"type":"session","session_id":"s1"}',
    '{"type":"text","text":"häß 漢字 \\"type\\":\\"end\\""}',
    "noise é",
    '{"type":"usage","input_tokens":3,"output_tokens":4}',
    "",
    '{"outcome":"success","reason":"ok","type":"end"}',
    '{"type":"error","message":"late"}',
  ].join("\n"),
);

const EXPECTED: AgentEvent[] = [
  { type: "session", sessionId: "s1" },
  { type: "usage", inputTokens: 3, outputTokens: 4, scope: "step" },
  { type: "end", outcome: "success", reason: "ok" },
  { type: "error", message: "late" },
];

function scan(blocks: readonly Buffer[]): AgentEvent[] {
  const scanner = new EventScanner(demo);
  return [...blocks.flatMap((block) => scanner.push(block)), ...scanner.finish()];
}

test("finds the same events wherever the blocks are cut", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(STREAM.length), { maxLength: 12 }), (cuts) => {
      const edges = [0, ...cuts.sort((a, b) => a - b), STREAM.length];
      const blocks = edges.slice(1).map((edge, index) => STREAM.subarray(edges[index], edge));
      expect(scan(blocks)).toEqual(EXPECTED);
    }),
  );
});

test("keeps nothing of a block that its owner fills again", () => {
  const block = Buffer.alloc(20);
  const scanner = new EventScanner(demo);
  const events: AgentEvent[] = [];
  for (let at = 0; at < STREAM.length; at += block.length) {
    const length = STREAM.copy(block, 0, at, at + block.length);
    events.push(...scanner.push(block.subarray(0, length)));
    block.fill("x");
  }
  expect([...events, ...scanner.finish()]).toEqual(EXPECTED);
});

describe("a line that is too long", () => {
  test("is passed over as a whole, and the next one is read", () => {
    const huge = Buffer.from(`{"type":"end","outcome":"success","reason":"${"x".repeat(1024 * 1024)}`);
    const events = scan([huge, huge, huge, huge, huge, Buffer.from('"}\n'), STREAM]);
    expect(events).toEqual(EXPECTED);
  });
});

test("reads nothing for a provider that has no events", () => {
  const scanner = new EventScanner({
    markers: [],
    readLine: () => {
      throw new Error("not to be read");
    },
  });
  expect(scanner.push(STREAM)).toEqual([]);
  expect(scanner.finish()).toEqual([]);
});
