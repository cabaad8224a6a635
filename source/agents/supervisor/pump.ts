import type { Readable } from "node:stream";

/** A block of at least this size means that more is waiting. */
const FULL_BLOCK_BYTES = 16 * 1024;
/** Otherwise the agent may gather this long what it says: far below what an eye sees as late. */
const GATHER_MS = 10;

/**
 * Hands on what a stream says, in blocks. An agent that writes line by line would wake its reader for
 * each one; between small blocks the stream is therefore left alone for a moment, with the pipe as
 * the buffer. Needs a stream whose own buffer is small (`setDefaultHighWaterMark`), which is also what holds
 * back an agent that writes faster than the disk takes it.
 */
export function pump(stream: Readable, onBlock: (block: Buffer) => void): void {
  stream.on("data", (block: Buffer) => {
    onBlock(block);
    if (block.length >= FULL_BLOCK_BYTES) return;
    stream.pause();
    setTimeout(() => stream.resume(), GATHER_MS);
  });
  // A broken pipe ends the stream; the agent's exit says the rest.
  stream.on("error", () => undefined);
}
