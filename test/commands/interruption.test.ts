import { EventEmitter } from "node:events";
import { beforeEach, describe, expect, it } from "vitest";
import { interruptedBy } from "../../source/commands/interruption.ts";

class Program extends EventEmitter {
  readonly exits: number[] = [];
  exit(code: number): void {
    this.exits.push(code);
  }
}

let program: Program;
let now: number;
let signal: AbortSignal;

beforeEach(() => {
  program = new Program();
  now = 1_000;
  ({ signal } = interruptedBy(program, () => now));
});

describe("a call of the program", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"])("is told by %s to end in good order", (name) => {
    expect(signal.aborted).toBe(false);
    program.emit(name);
    expect(signal.aborted).toBe(true);
    expect(program.exits).toEqual([]);
  });

  it("ends at once when it is told a second time", () => {
    program.emit("SIGINT");
    now += 1_000;
    program.emit("SIGINT");
    expect(program.exits).toEqual([130]);
  });

  it("takes one key press that arrives twice for one", () => {
    program.emit("SIGINT");
    now += 5;
    program.emit("SIGINT");
    expect(program.exits).toEqual([]);
  });
});
