import { type Context, subjectOf } from "../context.ts";
import { unprocessable } from "../errors.ts";
import { demandWritable, resourcesOf } from "../rights.ts";
import { createLabel as create, labelNamed, deleteLabel as remove, setLabels } from "../world/changes.ts";
import type { Discussion, Label, Repository } from "../world/entities.ts";

export const labelMutations = {
  createLabel,
  updateLabel,
  deleteLabel,
  addLabelsToLabelable,
  removeLabelsFromLabelable,
  clearLabelsFromLabelable,
};

interface LabelFields {
  readonly name?: string | null;
  readonly color?: string | null;
  readonly description?: string | null;
}

interface CreateLabelInput extends LabelFields {
  readonly repositoryId: string;
  readonly name: string;
  readonly color: string;
}

const LONGEST_NAME = 50;
const LONGEST_DESCRIPTION = 100;

function createLabel(input: CreateLabelInput, context: Context, mutation: string): object {
  const repository = subjectOf(context, input.repositoryId, "Repository");
  demandLabels(context, mutation, repository);
  demandFields(repository, input, null);
  const { name, color, description } = input;
  return { label: create(context.world, repository, { name, color, description: description ?? null }) };
}

function updateLabel(input: LabelFields & { id: string }, context: Context, mutation: string): object {
  const label = subjectOf(context, input.id, "Label");
  demandLabels(context, mutation, label.repository);
  demandFields(label.repository, input, label);
  label.name = input.name ?? label.name;
  label.color = input.color ?? label.color;
  label.description = input.description ?? label.description;
  label.updatedAt = context.world.registry.timestamp();
  return { label };
}

function deleteLabel({ id }: { id: string }, context: Context, mutation: string): object {
  const label = subjectOf(context, id, "Label");
  demandLabels(context, mutation, label.repository);
  remove(context.world, label);
  return {};
}

interface LabelingInput {
  readonly labelableId: string;
  readonly labelIds: readonly string[];
}

/** What is on it already may be added again. */
function addLabelsToLabelable(input: LabelingInput, context: Context, mutation: string): object {
  return relabel(input, context, mutation, (present, given) => [...present, ...given]);
}

/** What is not on it may be taken off as well. */
function removeLabelsFromLabelable(input: LabelingInput, context: Context, mutation: string): object {
  return relabel(input, context, mutation, (present, given) =>
    present.filter((each) => !given.includes(each)),
  );
}

function clearLabelsFromLabelable(
  { labelableId }: { labelableId: string },
  context: Context,
  mutation: string,
): object {
  return relabel({ labelableId, labelIds: [] }, context, mutation, () => []);
}

function relabel(
  { labelableId, labelIds }: LabelingInput,
  context: Context,
  mutation: string,
  change: (present: readonly Label[], given: readonly Label[]) => readonly Label[],
): object {
  const labelable: Discussion = subjectOf(context, labelableId, "Issue", "PullRequest");
  const { repository } = labelable;
  demandWritable(context, mutation, { repository, resources: resourcesOf(labelable), role: "TRIAGE" });
  const given = labelIds.map((id) => subjectOf(context, id, "Label"));
  if (given.some((label) => label.repository !== repository))
    throw unprocessable("Label is not of this repository");
  setLabels(context.world, labelable, change(labelable.labels, given));
  return { labelable };
}

function demandLabels(context: Context, mutation: string, repository: Repository): void {
  demandWritable(context, mutation, { repository, resources: ["issues", "pull_requests"], role: "WRITE" });
}

/** `self` may keep its name. */
function demandFields(
  repository: Repository,
  { name, color, description }: LabelFields,
  self: Label | null,
): void {
  const problems: string[] = [];
  if (name != null) {
    const taken = labelNamed(repository, name);
    if (name.trim() === "") problems.push("Name can't be blank");
    if ([...name].length > LONGEST_NAME)
      problems.push(`Name is too long (maximum is ${LONGEST_NAME} characters)`);
    if (taken !== undefined && taken !== self) problems.push("Name has already been taken");
  }
  if (color != null && !/^[0-9a-f]{6}$/i.test(color)) problems.push("Color must be a 6 character hex code");
  if ([...(description ?? "")].length > LONGEST_DESCRIPTION)
    problems.push(`Description is too long (maximum is ${LONGEST_DESCRIPTION} characters)`);
  if (problems.length > 0) throw unprocessable(problems.join(", "));
}
