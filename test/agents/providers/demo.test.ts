import fc from "fast-check";
import { expect, test } from "vitest";
import { demo } from "../../../source/agents/providers/demo.ts";
import { providers } from "../../../source/agents/providers/registry.ts";

test.each([
  ['{"type":"text","text":"hi","at":"now"}', [{ type: "text", text: "hi" }]],
  [
    '{"name":"Write","input":"a.md","id":"1","type":"tool_call"}',
    [{ type: "tool_call", callId: "1", tool: "Write", input: "a.md" }],
  ],
  ['{"type":"end","outcome":"sideways"}', [{ type: "end", outcome: "failure", reason: null }]],
  ['{"type":"brand_new"}', []],
  ["{}", []],
  ["", []],
  ["(node:1) Warning: x", [{ type: "text", text: "(node:1) Warning: x" }]],
])("reads %s", (line, events) => {
  expect(demo.readLine(line)).toEqual(events);
});

test("no line makes any provider throw", () => {
  const json = fc.json().map((value) => `{"type":"end","x":${value}}`);
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json(), json), (line) => {
      for (const provider of providers) expect(Array.isArray(provider.readLine(line))).toBe(true);
    }),
  );
});

test("every deciding event holds one of the provider's markers", () => {
  const types = ["session", "usage", "error", "end"];
  for (const type of types) {
    const line = JSON.stringify({ type, at: "now" });
    expect(demo.markers.some((marker) => line.includes(marker))).toBe(true);
    expect(demo.readLine(line)[0]?.type).toBe(type);
  }
});
