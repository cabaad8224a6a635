import { afterEach, describe, expect, it } from "vitest";
import { FrameReader } from "../../bench/crowd/frame-faults.ts";

const COLUMNS = 10;
const ROWS = 3;
const NONE = { scrolls: 0, wraps: 0, clears: 0 };

describe("what is amiss with frames", () => {
  const readers: FrameReader[] = [];
  afterEach(() => {
    for (const reader of readers.splice(0)) reader.dispose();
  });

  async function faultsOf(...written: string[]) {
    const reader = new FrameReader(COLUMNS, ROWS);
    readers.push(reader);
    for (const data of written) reader.write(data);
    return reader.faults();
  }

  it("is nothing where each frame fills the screen and no more", async () => {
    const frame = ["0123456789", "0123456789", "0123456789"].join("\r\n");
    expect(await faultsOf("\x1b[?1049h").then(({ clears }) => clears)).toBe(1);
    expect(await faultsOf(frame, `\x1b[H${frame}`, "\x1b[2;3H\x1b[K", "\x1b[2;3H\x1b[J")).toEqual(NONE);
  });

  it("tells a frame that is a row too tall", async () => {
    const rows = ["one", "two", "three", "four"].join("\r\n");
    expect(await faultsOf(`\x1b[H${rows}`)).toEqual({ ...NONE, scrolls: 1 });
  });

  it("tells a frame that is a column too wide", async () => {
    expect(await faultsOf("\x1b[H01234567890")).toEqual({ ...NONE, wraps: 1 });
  });

  it.each([
    ["erase all", "\x1b[2J"],
    ["erase all with what has been scrolled away", "\x1b[3J"],
    ["erase from the start", "\x1b[H\x1b[J"],
    ["reset", "\x1bc"],
    ["the alternate screen again", "\x1b[?1049h"],
  ])("tells a clear: %s", async (_, written) => {
    expect(await faultsOf("some text", written)).toMatchObject({ clears: 1 });
  });
});
