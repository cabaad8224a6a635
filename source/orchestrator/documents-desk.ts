import { existsSync } from "node:fs";
import type { StoreApi } from "zustand/vanilla";
import { committedDocuments, type DocumentText, writtenDocuments } from "../git/document-texts.ts";
import { screenLine, screenText } from "../text/screen.ts";
import { describeError } from "../workflow/errors.ts";
import type { Workflow } from "../workflow/state.ts";
import { documentsFolder } from "./documents.ts";
import type { Documents, SpecDocument } from "./session.ts";
import type { Workspace } from "./workspace.ts";

/** Of each document so much is read: more than anybody reads at a stretch, and drawn without a pause. */
const MAX_BYTES = 128 * 1024;

/** Keeps the documents that the screen shows, so that nothing is read twice. */
export interface DocumentsDesk {
  /** Brings the documents of a workflow, unless they are there and nothing has changed. */
  load(id: string): void;
}

/** Documents in one of their states: to be read only where it is another than the one that was read. */
interface Source {
  readonly revision: string | null;
  readonly signature: string;
  read(): Promise<readonly DocumentText[]>;
}

export function createDocumentsDesk(
  { store, repository }: Pick<Workspace, "store" | "repository">,
  documents: StoreApi<Readonly<Record<string, Documents>>>,
): DocumentsDesk {
  const known = new Map<string, string>();
  const loading = new Set<string>();
  const askedAgain = new Set<string>();

  function show(id: string, shown: Documents): void {
    documents.setState((all) => ({ ...all, [id]: shown }));
  }

  async function bring(id: string): Promise<void> {
    const workflow = store.getState().workflows[id];
    if (workflow === undefined) return;
    try {
      const source = sourceOf(repository.root, workflow);
      if (known.get(id) === source.signature) return;
      const texts = await source.read();
      known.set(id, source.signature);
      const folder = `${documentsFolder(workflow.issueNumber ?? 0)}/`;
      show(id, {
        revision: source.revision,
        documents: texts.map((text) => specDocument(text, folder)),
        problem: null,
      });
    } catch (error) {
      // What could not be read is tried again each time, and said once.
      const problem = describeError(error).message;
      const before = documents.getState()[id];
      known.delete(id);
      if (before?.problem !== problem)
        show(id, { revision: before?.revision ?? null, documents: before?.documents ?? null, problem });
    }
  }

  async function load(id: string): Promise<void> {
    loading.add(id);
    do {
      askedAgain.delete(id);
      await bring(id);
    } while (askedAgain.has(id));
    loading.delete(id);
  }

  return {
    load(id) {
      if (loading.has(id)) askedAgain.add(id);
      else void load(id);
    },
  };
}

/** The plan that was recorded, but for the time in which the agent writes another. */
function sourceOf(root: string, workflow: Workflow): Source {
  const { issueNumber: issue, planRevision: revision, worktreePath: worktree, state } = workflow;
  if (issue !== null && revision !== null && state !== "PHASE_2") {
    return {
      revision,
      signature: `commit ${revision}`,
      read: () => committedDocuments(root, { issue, revision, maxBytes: MAX_BYTES }),
    };
  }
  if (issue === null || worktree === null || !existsSync(worktree))
    return { revision: null, signature: "", read: async () => [] };
  const written = writtenDocuments(worktree, issue);
  return {
    revision: null,
    signature: `worktree ${written.signature}`,
    read: async () => written.read(MAX_BYTES),
  };
}

function specDocument({ path, bytes, text, isCut, problem }: DocumentText, folder: string): SpecDocument {
  const name = screenLine(path.startsWith(folder) ? path.slice(folder.length) : path);
  return { path: name, bytes, text: screenText(text), isCut, problem };
}
