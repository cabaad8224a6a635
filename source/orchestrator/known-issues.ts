import { join } from "node:path";
import { openRepository } from "../git/repository.ts";
import { listWorkflowFolders } from "../store/folders.ts";
import { plansLayout } from "../store/layout.ts";
import { readRecord } from "../store/record.ts";
import { OrcError } from "../workflow/errors.ts";

export interface KnownIssue {
  readonly issueNumber: number;
  readonly title: string;
}

/** The issues that have a workflow, read as quickly as can be; none outside of a repository. Mends nothing. */
export async function knownIssues(cwd: string): Promise<KnownIssue[]> {
  try {
    const { root } = await openRepository(cwd);
    return listWorkflowFolders(plansLayout(join(root, ".plans"))).flatMap(({ path, issueNumber }) => {
      if (issueNumber === null) return [];
      const reading = readRecord(path);
      const isRead = reading.kind === "sound" || reading.kind === "mendable";
      return [{ issueNumber, title: isRead ? reading.record.workflow.title : "" }];
    });
  } catch (error) {
    if (error instanceof OrcError) return [];
    throw error;
  }
}
