import type { Project } from "./project.ts";

/** One workflow that is killed as planned. */
export interface CrashRun {
  readonly number: number;
  /** One line that says what is done to it. */
  readonly title: string;
  crash(): Promise<CrashResult>;
}

/** What came of it; `problems` is empty when it reached the one end that there is. */
export interface CrashResult {
  readonly problems: readonly string[];
  /** Kept where there are problems. */
  readonly folder: string | null;
}

/** The problems that the action finds or ends with; without any its project is removed. */
export async function resultOf(
  { program, root, cleanup }: Pick<Project, "program" | "root" | "cleanup">,
  action: () => Promise<readonly string[]>,
): Promise<CrashResult> {
  const problems = await problemsOf(action);
  if (problems.length > 0) {
    await program.close();
    return { problems, folder: root };
  }
  await cleanup();
  return { problems, folder: null };
}

async function problemsOf(action: () => Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await action();
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
