import type { Comment, Issue } from "../world/entities.ts";
import { commentPath, urlOf } from "../world/web.ts";
import { reactables } from "./reactions.ts";
import type { FieldTable } from "./table.ts";
import { placeOf, written } from "./written.ts";

export const comment: FieldTable = {
  ...written,
  ...reactables,
  url: (source: Comment) => urlOf(commentPath(source)),
  resourcePath: commentPath,
  repository: placeOf,
  /** Of a comment on a pull request too: that is an issue underneath. */
  issue: ({ subject }: Comment) => ({ ...subject, __typename: "Issue" }) as Issue,
  pullRequest: ({ subject }: Comment) => (subject.__typename === "PullRequest" ? subject : null),
  viewerCanMinimize: written.viewerCanUpdate as NonNullable<FieldTable[string]>,
};
