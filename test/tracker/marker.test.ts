import { describe, expect, it } from "vitest";
import { commentMarker, hasMarker, withMarker, workflowMarker } from "../../source/tracker/marker.ts";

describe("a hidden marker", () => {
  const marker = workflowMarker("w-1");

  it("is found at the end of the body it was put on", () => {
    for (const body of ["", "text", "text\n", "line\r\nline"])
      expect(hasMarker(withMarker(body, marker), marker)).toBe(true);
    expect(hasMarker(`${withMarker("text", marker)}\r\n`, marker)).toBe(true);
  });

  it("is not one that stands in the text, or that another was put below", () => {
    expect(hasMarker(`quoting ${marker}`, marker)).toBe(false);
    expect(hasMarker(withMarker(marker, workflowMarker("w-2")), marker)).toBe(false);
  });

  it("tells a workflow from a comment, and one id from a longer one", () => {
    expect(hasMarker(withMarker("", commentMarker("w-1")), marker)).toBe(false);
    expect(hasMarker(withMarker("", workflowMarker("w-11")), marker)).toBe(false);
  });
});
