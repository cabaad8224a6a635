import { type Context, subjectOf } from "../context.ts";
import { groupsOf } from "../resolvers/reactions.ts";
import { placeOf } from "../resolvers/written.ts";
import { demandWritable, resourcesOf } from "../rights.ts";
import { addComment as add, deleteComment, editBody, react } from "../world/changes.ts";
import type { Comment, Reactable } from "../world/entities.ts";
import { demandWords } from "./texts.ts";

export const commentMutations = {
  addComment,
  updateIssueComment,
  deleteIssueComment,
  minimizeComment,
  unminimizeComment,
  addReaction,
  removeReaction,
};

function addComment(
  { subjectId, body }: { subjectId: string; body: string },
  context: Context,
  mutation: string,
): object {
  const { world, access } = context;
  const subject = subjectOf(context, subjectId, "Issue", "PullRequest");
  const { repository, locked } = subject;
  const role = locked ? "WRITE" : "READ";
  demandWritable(context, mutation, { repository, resources: resourcesOf(subject), role });
  demandWords(body);
  const comment = add(world, subject, { author: access.account, body });
  return { subject, commentEdge: { cursor: comment.id, node: comment } };
}

function updateIssueComment(
  { id, body }: { id: string; body: string },
  context: Context,
  mutation: string,
): object {
  const issueComment = ownComment(context, id, mutation);
  demandWords(body);
  editBody(context.world, issueComment, { body, by: context.access.account });
  return { issueComment };
}

function deleteIssueComment({ id }: { id: string }, context: Context, mutation: string): object {
  deleteComment(context.world, ownComment(context, id, mutation));
  return {};
}

interface MinimizeInput {
  readonly subjectId: string;
  readonly classifier: string;
}

function minimizeComment({ subjectId, classifier }: MinimizeInput, context: Context, mutation: string) {
  const minimizedComment = ownComment(context, subjectId, mutation);
  context.world.minimize(minimizedComment, classifier.toLowerCase().replace("_", "-"));
  return { minimizedComment };
}

function unminimizeComment({ subjectId }: { subjectId: string }, context: Context, mutation: string) {
  const unminimizedComment = ownComment(context, subjectId, mutation);
  context.world.minimize(unminimizedComment, null);
  return { unminimizedComment };
}

interface ReactionInput {
  readonly subjectId: string;
  readonly content: string;
}

/** The same reaction of the same account is there once, however often it is added. */
function addReaction(input: ReactionInput, context: Context, mutation: string): object {
  const subject = reactable(input, context, mutation);
  const reaction = react(context.world, subject, input.content, context.access.account);
  return { reaction, subject, reactionGroups: groupsOf(subject) };
}

function removeReaction(input: ReactionInput, context: Context, mutation: string): object {
  const subject = reactable(input, context, mutation);
  const at = subject.reactions.findIndex(
    ({ content, by }) => content === input.content && by === context.access.account,
  );
  const [reaction = null] = at < 0 ? [] : subject.reactions.splice(at, 1);
  return { reaction, subject, reactionGroups: groupsOf(subject) };
}

/** One's own, or that of another for those with push access. */
function ownComment(context: Context, id: string, mutation: string): Comment {
  const comment = subjectOf(context, id, "IssueComment");
  const { author, subject } = comment;
  const { repository } = subject;
  demandWritable(context, mutation, { repository, resources: resourcesOf(subject), role: "WRITE", author });
  return comment;
}

function reactable({ subjectId }: ReactionInput, context: Context, mutation: string): Reactable {
  const subject = subjectOf(context, subjectId, "Issue", "PullRequest", "IssueComment");
  const resources = resourcesOf(subject.__typename === "IssueComment" ? subject.subject : subject);
  demandWritable(context, mutation, { repository: placeOf(subject), resources, role: "READ" });
  return subject;
}
