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
let mayEnd: boolean;
let told: number;

beforeEach(() => {
  program = new Program();
  now = 1_000;
  mayEnd = false;
  told = 0;
  const goesOn = () => {
    told += 1;
  };
  const unheard = () => ({ mayEnd, goesOn });
  ({ signal } = interruptedBy(program, unheard, () => now));
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

  it("ends at once where it changes nothing and nothing waits", () => {
    mayEnd = true;
    program.emit("SIGINT");
    expect(program.exits).toEqual([130]);
    expect(told).toBe(0);
  });

  it("says that it goes on where it changes something and nothing waits, once", () => {
    program.emit("SIGINT");
    now += 5;
    program.emit("SIGINT");
    expect(program.exits).toEqual([]);
    expect(told).toBe(1);
  });

  it("leaves it to who listens", () => {
    mayEnd = true;
    signal.addEventListener("abort", () => {});
    program.emit("SIGINT");
    expect(program.exits).toEqual([]);
    expect(told).toBe(0);
  });

  it("takes one key press that arrives twice for one", () => {
    program.emit("SIGINT");
    now += 5;
    program.emit("SIGINT");
    expect(program.exits).toEqual([]);
  });
});
