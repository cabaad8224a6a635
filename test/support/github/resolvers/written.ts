import type { Context } from "../context.ts";
import { isAtLeast, roleIn, roleOf } from "../rights.ts";
import type { Association, Reactable, Repository } from "../world/entities.ts";
import type { FieldTable } from "./table.ts";

/** What issues, pull requests and comments have in common. */
export const written: FieldTable = {
  fullDatabaseId: ({ databaseId }: Reactable) => String(databaseId),
  publishedAt: ({ createdAt }: Reactable) => createdAt,
  authorAssociation,
  viewerDidAuthor,
  viewerCanUpdate: mayChange,
  viewerCanDelete: mayChange,
  viewerCanReact: () => true,
};

export function placeOf(what: Reactable): Repository {
  return what.__typename === "IssueComment" ? what.subject.repository : what.repository;
}

/** A hint and no more: it says nothing about what somebody may do. */
function authorAssociation(what: Reactable): Association {
  if (what.authorAssociation !== null) return what.authorAssociation;
  const repository = placeOf(what);
  if (what.author === null) return "NONE";
  if (what.author === repository.owner) return "OWNER";
  return repository.collaborators.has(what.author.id) ? "COLLABORATOR" : "NONE";
}

function viewerDidAuthor(what: Reactable, _: unknown, { access }: Context): boolean {
  return what.author === access.account;
}

function mayChange(what: Reactable, _: unknown, context: Context): boolean {
  const role = roleOf(context.access, placeOf(what));
  return viewerDidAuthor(what, _, context)
    ? roleIn(placeOf(what), context.access.account) !== null
    : isAtLeast(role, "WRITE");
}
