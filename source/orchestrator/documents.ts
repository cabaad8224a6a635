/** The folder of a workflow's documents, relative to the worktree (spec section 4). */
export function documentsFolder(issueNumber: number): string {
  return `.plans/${issueNumber}`;
}
