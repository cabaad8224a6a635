import { type Context, subjectOf } from "../context.ts";
import { unprocessable } from "../errors.ts";
import { branchRef } from "../resolvers/refs.ts";
import { demandWritable } from "../rights.ts";

export const refMutations = { createRef, createLinkedBranch };

interface CreateRefInput {
  readonly repositoryId: string;
  readonly name: string;
  readonly oid: string;
}

function createRef({ repositoryId, name, oid }: CreateRefInput, context: Context, mutation: string): object {
  const repository = subjectOf(context, repositoryId, "Repository");
  demandWritable(context, mutation, { repository, resources: ["contents"], role: "WRITE" });
  if (!name.startsWith("refs/heads/")) throw unprocessable(`${name} is not a valid ref name.`);
  const branch = name.slice("refs/heads/".length);
  if (repository.branches.has(branch))
    throw unprocessable(`A ref named "${name}" already exists in the repository.`);
  repository.branches.set(branch, oid);
  return { ref: branchRef(repository, branch) };
}

interface CreateLinkedBranchInput {
  readonly issueId: string;
  readonly oid: string;
  readonly name?: string | null;
}

/** Makes the branch; where the name is taken there is no branch, and no error either. */
function createLinkedBranch(input: CreateLinkedBranchInput, context: Context, mutation: string): object {
  const issue = subjectOf(context, input.issueId, "Issue");
  const { repository, number, title } = issue;
  demandWritable(context, mutation, { repository, resources: ["contents"], role: "WRITE" });
  const slug = title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const name = input.name ?? `${number}-${slug}`;
  if (repository.branches.has(name)) return { issue, linkedBranch: null };
  repository.branches.set(name, input.oid);
  return { issue, linkedBranch: { id: `LB_kwDO${issue.id}${name}`, ref: branchRef(repository, name) } };
}
