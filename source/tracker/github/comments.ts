import { commentMarker, hasMarker, withMarker } from "../marker.ts";
import type { Comment, Issue, PostedComment } from "../tracker.ts";
import type { CommentAnswer, CommentsPage } from "./answers.ts";
import { fitting } from "./body.ts";
import type { GitHubClient } from "./github-client.ts";
import { time, toAuthor, toIssue } from "./issues.ts";
import { operations } from "./operations.ts";

/** A comment that has been edited for as long as it is there says so without a time. */
function editedAt({ lastEditedAt, includesCreatedEdit, createdAt }: CommentAnswer): string | null {
  if (lastEditedAt !== null) return time(lastEditedAt);
  return includesCreatedEdit ? time(createdAt) : null;
}

export function toComment(answer: CommentAnswer): Comment {
  return {
    id: answer.id,
    author: toAuthor(answer.author),
    body: answer.body,
    createdAt: time(answer.createdAt),
    editedAt: editedAt(answer),
    isMinimized: answer.isMinimized,
    viaEmail: answer.createdViaEmail,
    url: answer.url,
  };
}

/** An issue as it was before the last of its comments was read, and all of them in the order they were written. */
export async function issueWithComments(
  client: GitHubClient,
  number: number,
): Promise<{ issue: Issue; comments: Comment[] }> {
  const comments: Comment[] = [];
  let issue: Issue | null = null;
  let after: string | null = null;
  for (;;) {
    const page: CommentsPage = await client.query(operations.comments, { number, after });
    const { nodes, pageInfo } = page.repository.issue.comments;
    // The first page's: a comment that comes meanwhile moves the issue beyond it, and it is looked at again.
    issue ??= toIssue(page.repository.issue);
    comments.push(...nodes.map(toComment));
    if (!pageInfo.hasNextPage || pageInfo.endCursor === null) return { issue, comments };
    after = pageInfo.endCursor;
  }
}

interface Newest {
  readonly issueId: string;
  readonly comments: readonly Comment[];
}

async function newestComments(client: GitHubClient, number: number): Promise<Newest> {
  const { repository } = await client.query(operations.newestComments, { number });
  return { issueId: repository.issue.id, comments: repository.issue.comments.nodes.map(toComment) };
}

/** Posts a comment of ours, unless the issue has one with its marker already. */
export async function postMarked(
  client: GitHubClient,
  number: number,
  { body, key, viewer }: { body: string; key: string; viewer: string },
): Promise<PostedComment> {
  const marker = commentMarker(key);
  return client.exclusively(() => {
    const isOurs = (comment: Comment) => hasMarker(comment.body, marker) && isBy(comment, viewer);
    return post(client, number, withMarker(fitting(body, marker.length + 2), marker), () => isOurs);
  });
}

/** Posts a person's words, each time they say them: a lost answer alone makes it look for them. */
export async function postWords(
  client: GitHubClient,
  number: number,
  { body, viewer }: { body: string; viewer: string },
): Promise<PostedComment> {
  const words = fitting(body, 0);
  return post(client, number, words, (before) => {
    const known = new Set(before.comments.map((comment) => comment.id));
    return (comment) => !known.has(comment.id) && comment.body === words && isBy(comment, viewer);
  });
}

async function post(
  client: GitHubClient,
  number: number,
  body: string,
  recognizer: (before: Newest) => (comment: Comment) => boolean,
): Promise<PostedComment> {
  let before: Newest | null = null;
  let isOurs: (comment: Comment) => boolean = () => false;
  const posted = await client.once({
    async find() {
      const newest = await newestComments(client, number);
      if (before === null) isOurs = recognizer(newest);
      before ??= newest;
      return newest.comments.find(isOurs) ?? null;
    },
    async act(send) {
      const input = { subjectId: before?.issueId ?? "", body };
      const { addComment } = await send(operations.addComment, { input });
      return toComment(addComment.commentEdge.node);
    },
  });
  return { id: posted.id, url: posted.url, createdAt: posted.createdAt };
}

function isBy(comment: Comment, login: string): boolean {
  return comment.author?.login.toLowerCase() === login.toLowerCase();
}
