import { isStatusLabel, STATUS_LABELS } from "../../workflow/labels.ts";
import { GitHubFault } from "./faults.ts";
import type { GitHubClient, Sender } from "./github-client.ts";
import { createLabels, labelsByName, operations } from "./operations.ts";

interface Label {
  readonly id: string;
  readonly name: string;
}

/** GitHub's own colour for labels that nobody has thought about. */
const PLAIN_COLOR = "ededed";
/** A refusal is tried once more, after a look: it may have come after the work was done. */
const MOST_REFUSALS = 2;
const STATUS_NAMES = Object.values(STATUS_LABELS).map((label) => label.name);

/** The ids of labels by their names, and the repository's; what is missing is made where the token may. */
export async function labelIds(
  client: GitHubClient,
  send: Sender,
  wanted: readonly string[],
): Promise<{ repositoryId: string; ids: string[] }> {
  const names = [...new Set(wanted)];
  // All status labels are made with the first: the others are then there when they are needed.
  const all = names.some(isStatusLabel) ? [...new Set([...names, ...STATUS_NAMES])] : names;
  let known = await byName(client, all);
  for (let attempt = 1; attempt <= MOST_REFUSALS && !hasAll(known, all); attempt += 1) {
    try {
      const missing = all.filter((name) => !known.found.has(name.toLowerCase()));
      for (const label of await makeLabels(send, known.repositoryId, missing))
        known.found.set(label.name.toLowerCase(), label.id);
    } catch (error) {
      // An issue without its labels is better than none; whoever may make labels will.
      if (!(error instanceof GitHubFault) || error.kind !== "forbidden") throw error;
      known = await byName(client, all);
    }
  }
  const { repositoryId, found } = known;
  return { repositoryId, ids: names.flatMap((name) => found.get(name.toLowerCase()) ?? []) };
}

interface KnownLabels {
  readonly repositoryId: string;
  /** Ids by names in lower case. */
  readonly found: Map<string, string>;
}

function hasAll({ found }: KnownLabels, names: readonly string[]): boolean {
  return names.every((name) => found.has(name.toLowerCase()));
}

async function byName(client: GitHubClient, names: readonly string[]): Promise<KnownLabels> {
  if (names.length === 0) {
    const { repository } = await client.query(operations.repository);
    return { repositoryId: repository.id, found: new Map<string, string>() };
  }
  const variables = Object.fromEntries(names.map((name, index) => [`n${index}`, name]));
  const { repository } = await client.query(labelsByName(names.length), variables);
  const { id, ...labels } = repository;
  const present = Object.values(labels).filter((label) => typeof label === "object" && label !== null);
  return {
    repositoryId: String(id),
    found: new Map(present.map((label) => [label.name.toLowerCase(), label.id])),
  };
}

async function makeLabels(send: Sender, repositoryId: string, names: readonly string[]): Promise<Label[]> {
  const inputs = names.map((name, index) => [
    `c${index}`,
    { repositoryId, name, color: colorOf(name) ?? PLAIN_COLOR },
  ]);
  const made = await send(createLabels(names.length), Object.fromEntries(inputs), { isUrgent: true });
  return Object.values(made).map(({ label }) => label);
}

function colorOf(name: string): string | undefined {
  return Object.values(STATUS_LABELS).find((label) => label.name === name.toLowerCase())?.color;
}

interface Labelled {
  readonly id: string;
  readonly labels: readonly Label[];
  /** The repository's status labels by name. */
  readonly known: ReadonlyMap<string, string>;
}

async function labelsOf(client: GitHubClient, number: number): Promise<Labelled> {
  const { repository } = await client.query(operations.issueLabels, { number });
  const { issue, ...status } = repository;
  const known = Object.values(status).filter((label) => label !== null);
  return {
    id: issue.id,
    labels: issue.labels.nodes,
    known: new Map(known.map((label) => [label.name.toLowerCase(), label.id])),
  };
}

/** Makes `wanted` the issue's only status label; the other labels are not touched. */
export async function setStatusLabel(client: GitHubClient, number: number, wanted: string): Promise<void> {
  let seen: Labelled | null = null;
  await client.once({
    async find() {
      seen = await labelsOf(client, number);
      const status = seen.labels.filter(({ name }) => isStatusLabel(name));
      return status.length === 1 && status[0]?.name.toLowerCase() === wanted ? true : null;
    },
    async act(send) {
      const { id: labelableId, labels, known } = seen ?? (await labelsOf(client, number));
      const isWanted = ({ name }: Label) => name.toLowerCase() === wanted;
      const stale = labels.filter((label) => isStatusLabel(label.name) && !isWanted(label));
      const wantedId = known.get(wanted) ?? (await labelIds(client, send, [wanted])).ids[0];
      if (wantedId === undefined)
        throw new GitHubFault("forbidden", `the label ${wanted} is missing and may not be made`);
      const add = { labelableId, labelIds: [wantedId] };
      const remove = { labelableId, labelIds: stale.map((label) => label.id) };
      const urgent = { isUrgent: true };
      if (stale.length === 0) await send(operations.addLabels, { add }, urgent);
      else if (labels.some(isWanted)) await send(operations.removeLabels, { remove }, urgent);
      else await send(operations.swapLabels, { add, remove }, urgent);
      return true;
    },
  });
}

/** Puts labels on an issue beside those it has. */
export async function addLabels(
  client: GitHubClient,
  number: number,
  wanted: readonly string[],
): Promise<void> {
  await client.once({
    async find() {
      const { labels } = await labelsOf(client, number);
      const present = new Set(labels.map(({ name }) => name.toLowerCase()));
      return wanted.every((name) => present.has(name.toLowerCase())) ? true : null;
    },
    async act(send) {
      const { id: labelableId } = await labelsOf(client, number);
      const { ids } = await labelIds(client, send, wanted);
      if (ids.length === 0)
        throw new GitHubFault("forbidden", `the labels ${wanted.join(", ")} may not be made`);
      await send(operations.addLabels, { add: { labelableId, labelIds: ids } });
      return true;
    },
  });
}
