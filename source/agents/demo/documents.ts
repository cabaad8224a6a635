import { designOf } from "./design.ts";
import type { Feature } from "./feature.ts";
import { requirementsOf } from "./requirements.ts";
import { type Change, revise } from "./revision.ts";
import { tasksOf } from "./tasks.ts";

/** A document of the specification: how it is written, and how it is changed after a review. */
export interface DocumentKind {
  readonly file: string;
  readonly name: string;
  write(feature: Feature): string;
  /** What one point of a review means for this document. */
  readonly change: Change;
}

export const documentKinds: readonly DocumentKind[] = [
  {
    file: "requirements.md",
    name: "requirements",
    write: requirementsOf,
    change: (point, id) =>
      `- **${id}** ${point} *Accepted when:* a test shows it, and the reviewer can see it.`,
  },
  {
    file: "design.md",
    name: "design",
    write: designOf,
    change: (point, id) =>
      `- **${id}** ${point} *Decision:* taken up as asked; it comes before any decision above that says otherwise.`,
  },
  {
    file: "tasks.md",
    name: "tasks",
    write: tasksOf,
    change: (point, id) => `- [ ] **${id}** ${point} *Done when:* the requirement of the same number is met.`,
  },
];

/** The document as it should be now: a new one, or the present one changed by the reviewer's words. */
export function compose(kind: DocumentKind, feature: Feature, present: string | null): string {
  if (feature.review === null) return kind.write(feature);
  return revise(present ?? kind.write(feature), feature.review, kind.change);
}
