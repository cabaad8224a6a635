import { join } from "node:path";

/** The files by which the bench and its agents agree on their beginning and their end. */
export interface Meeting {
  /** When it is there, all begin. */
  readonly begin: string;
  readonly stop: string;
  /** What the agent of an issue has to say at its end. */
  noteOf(issue: string | number): string;
}

export function meetingIn(folder: string): Meeting {
  return {
    begin: join(folder, "begin"),
    stop: join(folder, "stop"),
    noteOf: (issue) => join(folder, `${issue}.json`),
  };
}

/** What an agent has written. */
export interface Note {
  readonly lines: number;
  readonly linesPerSecond: number;
  readonly sha256: string;
}

const FILLER = "the quick brown fox jumps over the lazy dog";

/** It says its number, and when it was written in milliseconds since 1970. */
export function numberedLine(number: number, writtenAt: number): string {
  return `line ${number} at ${writtenAt} ${FILLER}\n`;
}
