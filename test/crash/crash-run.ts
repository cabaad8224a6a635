import type { Project } from "./project.ts";

/** One workflow that is killed as planned. */
export interface CrashRun {
  readonly number: number;
  /** One line that says what is done to it. */
  readonly title: string;
  crash(): Promise<CrashResult>;
}

/** What was found at the end of a workflow. */
export interface Findings {
  /** Empty when it reached the one end that there is. */
  readonly problems: readonly string[];
  /** What is worth counting over many of them, by its name. */
  readonly figures?: Readonly<Record<string, number>>;
}

/** What came of it. */
export interface CrashResult extends Findings {
  /** Kept where there are problems. */
  readonly folder: string | null;
}

/** What the action finds; that it throws is a problem too. Without a problem its project is removed. */
export async function resultOf(
  { program, root, cleanup }: Pick<Project, "program" | "root" | "cleanup">,
  action: () => Promise<Findings>,
): Promise<CrashResult> {
  const findings = await findingsOf(action);
  if (findings.problems.length > 0) {
    await program.close();
    return { ...findings, folder: root };
  }
  await cleanup();
  return { ...findings, folder: null };
}

async function findingsOf(action: () => Promise<Findings>): Promise<Findings> {
  try {
    return await action();
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)] };
  }
}
