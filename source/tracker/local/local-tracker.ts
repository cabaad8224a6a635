import { isStatusLabel, withStatusLabel } from "../../workflow/labels.ts";
import { commentMarker, hasMarker, withMarker, workflowMarker } from "../marker.ts";
import type {
  Author,
  ChangedIssue,
  Comment,
  Issue,
  IssueGlance,
  NewComment,
  NewIssue,
  Poll,
  Tracker,
  Watch,
} from "../tracker.ts";
import type { StoredIssue } from "./issue-file.ts";
import { IssueFolder } from "./issue-folder.ts";

const MOST_TO_CHOOSE_FROM = 100;

export interface LocalTrackerOptions {
  /** The main checkout's `.plans`. */
  readonly plansDir: string;
  /** The login of the person at this machine. */
  readonly user: string;
  /** Called after every change that this tracker wrote. */
  readonly onWrite?: () => void;
}

/** Issues in `.plans/tracker/`, no network (spec section 9). Who may write the files may decide: the user is `admin`. */
export function createLocalTracker({ plansDir, user, onWrite = () => {} }: LocalTrackerOptions): Tracker {
  const issues = new IssueFolder(plansDir, onWrite);
  const author: Author = { login: user, isBot: false };

  return {
    name: "local",
    place: null,
    pullRequests: null,

    async findIssueByMarker(workflowId) {
      const marker = workflowMarker(workflowId);
      const found = issues.find((issue) => hasMarker(issue.body, marker));
      return found === null ? null : withoutComments(found);
    },

    async createIssue({ title, body, labels, workflowId }: NewIssue) {
      const marker = workflowMarker(workflowId);
      const content = {
        title,
        body: withMarker(body, marker),
        labels: [...new Set(labels)],
        author,
        url: null,
        comments: [],
      };
      return withoutComments(issues.findOrCreate((issue) => hasMarker(issue.body, marker), content));
    },

    async getIssue(number) {
      return withoutComments(issues.read(number));
    },

    async openIssues() {
      return issues.all().map(withoutComments).toReversed().slice(0, MOST_TO_CHOOSE_FROM);
    },

    async addLabels(number, labels) {
      issues.update(number, (issue) => {
        const missing = labels.filter((label) => !issue.labels.includes(label));
        return missing.length === 0 ? issue : { ...issue, labels: [...issue.labels, ...new Set(missing)] };
      });
    },

    async listComments(number) {
      return issues.read(number).comments;
    },

    async postComment(number, { body, key }: NewComment) {
      const marker = key === null ? null : commentMarker(key);
      const isPosted = (comment: Comment) => marker !== null && hasMarker(comment.body, marker);
      const text = marker === null ? body : withMarker(body, marker);
      const after = issues.update(number, (issue, at) =>
        issue.comments.some(isPosted)
          ? issue
          : { ...issue, comments: [...issue.comments, newComment(issue, text, author, at)] },
      );
      const posted = after.comments.find(isPosted) ?? after.comments.at(-1);
      if (posted === undefined) throw new TypeError("a comment was posted and is not there");
      return { id: posted.id, url: posted.url, createdAt: posted.createdAt };
    },

    async setStatusLabel(number, label) {
      issues.update(number, (issue) => {
        const status = issue.labels.filter(isStatusLabel);
        const isSet = status.length === 1 && status[0] === label;
        return isSet ? issue : { ...issue, labels: withStatusLabel(issue.labels, label) };
      });
    },

    async permission(login) {
      return login === user ? "admin" : "none";
    },

    async viewer() {
      return user;
    },

    async poll(watches) {
      return pollIssues(issues, watches);
    },

    async diagnose() {
      issues.all();
      return [
        { what: "tracker", verdict: "ok", message: "local: issues are files in .plans/tracker", remedy: "" },
      ];
    },

    fileUrl: () => null,
    quota: () => null,
    close: () => {},
  };
}

function pollIssues(issues: IssueFolder, watches: readonly Watch[]): Poll {
  const seen: IssueGlance[] = [];
  const changed: ChangedIssue[] = [];
  const failed: { number: number; error: Error }[] = [];
  for (const { number, since } of watches) {
    try {
      const issue = issues.read(number);
      seen.push({ number, updatedAt: issue.updatedAt, labels: issue.labels });
      if (issue.updatedAt !== since)
        changed.push({ issue: withoutComments(issue), comments: issue.comments, isSettled: true });
    } catch (error) {
      failed.push({ number, error: error instanceof Error ? error : new Error(String(error)) });
    }
  }
  return { seen, changed, failed };
}

/** No two comments of an issue have the same time, so that it makes a name that stays unique when one is removed by hand. */
function newComment(issue: StoredIssue, body: string, author: Author, at: string): Comment {
  const id = `local-${issue.number}-${Date.parse(at)}`;
  return { id, author, body, createdAt: at, editedAt: null, isMinimized: false, viaEmail: false, url: null };
}

function withoutComments({ comments: _comments, version: _version, ...issue }: StoredIssue): Issue {
  return issue;
}
