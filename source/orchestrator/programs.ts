import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { findExecutable } from "../agents/providers/executable.ts";
import type { TerminalProgram } from "../agents/runner.ts";
import { branchDiff } from "../git/diff.ts";
import { withoutGitState } from "../git/environment.ts";
import { isInside } from "../git/paths.ts";
import { screenText } from "../text/screen.ts";
import { OrcError } from "../workflow/errors.ts";
import { isTerminal, type Workflow } from "../workflow/state.ts";
import { subjectOf } from "./diff-desk.ts";
import { documentsFolder } from "./documents.ts";
import { openUrl } from "./open-url.ts";
import { patchText } from "./patch-text.ts";
import { presentWorktree } from "./present-worktree.ts";
import { issueOf } from "./step-results.ts";
import type { Workspace } from "./workspace.ts";

/** A program of the person's own, in their own environment. */
export interface PersonsProgram extends TerminalProgram {
  /** What it is called where something is said of it. */
  readonly name: string;
  /** Said before it starts; empty for nothing. */
  readonly greeting: string;
  /** It ends as the last thing did that was done in it, which says nothing about itself. */
  readonly endsAsItLikes: boolean;
  /** Clears away what was made for it. */
  close(): void;
}

/** The person's editor with a text that is nowhere else. */
export interface WritingProgram extends PersonsProgram {
  /** The text as it is saved. */
  read(): string;
}

/** The person's editor, shell, pager and browser, ready to be started. Each rejects with what to do where there is none. */
export interface Programs {
  /** @param document below the workflow's folder; `null` for the whole specification */
  edit(id: string, document: string | null): Promise<PersonsProgram>;
  /** For a text that somebody is writing here: it is in a file of its own until the program is closed. */
  write(text: string): Promise<WritingProgram>;
  shell(id: string): Promise<PersonsProgram>;
  page(id: string, what: "log" | "diff"): Promise<PersonsProgram>;
  /** Opens a page of the web, beside everything else; `false` where there is no browser. */
  browse(url: string): Promise<boolean>;
}

class NoProgramError extends OrcError {
  constructor(message: string, remedy: string) {
    super("NO_PROGRAM", message, remedy);
  }
}

class NothingToShowError extends OrcError {
  constructor(message: string, remedy: string) {
    super("NOTHING_TO_SHOW", message, remedy);
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @param cli the program that prints logs: ourselves */
export function createPrograms(workspace: Workspace, inherited: Environment, cli: string): Programs {
  const { store, repository } = workspace;
  const env = personsEnvironment(inherited);

  function workflowOf(id: string): Workflow {
    const workflow = store.getState().workflows[id];
    if (workflow === undefined) throw new NothingToShowError("the workflow is gone", "Choose another one.");
    return workflow;
  }

  /** What somebody has cleaned up is not made again for a look. */
  async function folderOf(workflow: Workflow): Promise<string> {
    const { worktreePath, state } = workflow;
    if (worktreePath === null)
      throw new NothingToShowError("there is no worktree yet", "Wait until phase 1 has made it.");
    if (isTerminal(state) && !existsSync(worktreePath))
      throw new NothingToShowError(
        `the worktree ${worktreePath} has been removed`,
        `Make it again where you need it: git worktree add ${worktreePath} ${workflow.branchName ?? ""}`,
      );
    return presentWorktree(workspace, workflow);
  }

  const program = (
    parts: Pick<PersonsProgram, "name" | "file" | "args" | "cwd"> & Partial<PersonsProgram>,
  ) => ({
    greeting: "",
    endsAsItLikes: false,
    close: () => {},
    env,
    ...parts,
  });

  return {
    async edit(id, document) {
      const editor = editorIn(env);
      const workflow = workflowOf(id);
      const cwd = await folderOf(workflow);
      const files = documentsIn(cwd, workflow, document);
      return program({ name: editor.name, ...shellCall(`${editor.line} "$@"`, files), cwd });
    },
    async write(text) {
      const editor = editorIn(env);
      const folder = mkdtempSync(join(tmpdir(), "orc-tui-text-"));
      const close = () => rmSync(folder, { recursive: true, force: true });
      try {
        const file = join(folder, "text.md");
        writeFileSync(file, text === "" ? "" : `${text}\n`, { mode: 0o600 });
        const call = shellCall(`${editor.line} "$@"`, [file]);
        const parts = program({ name: editor.name, ...call, cwd: repository.root, close });
        return { ...parts, read: () => readFileSync(file, "utf8").replace(/\n+$/, "") };
      } catch (error) {
        close();
        throw error;
      }
    },
    async shell(id) {
      const cwd = await folderOf(workflowOf(id));
      const file = findExecutable(env.SHELL ?? "", "/", env.PATH) ?? "/bin/sh";
      return program({
        name: basename(file),
        file,
        args: [],
        cwd,
        greeting: `${basename(file)} in ${cwd}; exit goes back to orc-tui.`,
        endsAsItLikes: true,
      });
    },
    async page(id, what) {
      const pager = commandIn(env, ["PAGER"]) ?? commandNamed("less", env) ?? commandNamed("more", env);
      if (pager === null) throw new NoProgramError("no pager was found", "Install less, or set PAGER.");
      const { name, line } = pager;
      const workflow = workflowOf(id);
      if (what === "log") {
        const print = [process.execPath, cli, "logs", id, "--cwd", repository.root];
        return program({ name, ...shellCall(`"$@" | ${line}`, print), cwd: repository.root });
      }
      const subject = subjectOf(workflow, repository.root);
      if (subject === null)
        throw new NothingToShowError("there is no branch yet", "Wait until phase 1 has made it.");
      const folder = mkdtempSync(join(tmpdir(), "orc-tui-diff-"));
      const close = () => rmSync(folder, { recursive: true, force: true });
      try {
        const file = join(folder, `${basename(subject.worktree)}.diff`);
        writeFileSync(file, screenText(patchText(await branchDiff(subject))));
        return program({ name, ...shellCall(`${line} "$@"`, [file]), cwd: repository.root, close });
      } catch (error) {
        close();
        throw error;
      }
    },
    browse: (url) => openUrl(url, env),
  };
}

/** The person's own environment. What marks an agent's processes is none of it: what a person starts is no agent's. */
function personsEnvironment(inherited: Environment): Record<string, string> {
  const { ORC_RUN_ID: _id, ORC_RUN_DIR: _folder, ...own } = withoutGitState(inherited);
  return Object.fromEntries(
    Object.entries(own).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

interface PersonsCommand {
  readonly name: string;
  /** For a shell, as the person wrote it: with arguments, quotes and variables. */
  readonly line: string;
}

/** The command in the first variable that has one. @throws where its program is not there */
function commandIn(
  env: Readonly<Record<string, string>>,
  variables: readonly string[],
): PersonsCommand | null {
  for (const variable of variables) {
    const line = env[variable]?.trim() ?? "";
    if (line === "") continue;
    const [word = ""] = line.split(/\s+/);
    // Something with quotes or variables in it is left to the shell, whose words are read if it fails.
    if (/^[\w./+-]+$/.test(word) && findExecutable(word, "/", env.PATH) === null)
      throw new NoProgramError(
        `$${variable} is ${line}, but there is no program ${word}`,
        `Install it, or set ${variable} to another one and start orc-tui again.`,
      );
    return { name: basename(word), line };
  }
  return null;
}

function editorIn(env: Readonly<Record<string, string>>): PersonsCommand {
  const editor = commandIn(env, ["VISUAL", "EDITOR"]);
  if (editor !== null) return editor;
  throw new NoProgramError(
    "no editor is set",
    "Quit, set one (export EDITOR=nano, or vim, or “code --wait”), and start orc-tui again.",
  );
}

function commandNamed(name: string, env: Readonly<Record<string, string>>): PersonsCommand | null {
  return findExecutable(name, "/", env.PATH) === null ? null : { name, line: name };
}

function shellCall(script: string, args: readonly string[]): { file: string; args: string[] } {
  return { file: "/bin/sh", args: ["-c", script, "sh", ...args] };
}

/** The one document, or all of the plan; its folder where there is none yet. */
function documentsIn(worktree: string, workflow: Workflow, document: string | null): string[] {
  const folder = join(worktree, documentsFolder(issueOf(workflow)));
  const wanted =
    document === null ? workflow.documents.map((path) => join(worktree, path)) : [join(folder, document)];
  const files = wanted
    .map((path) => resolve(path))
    .filter((path) => isInside(worktree, path) && existsSync(path));
  if (files.length > 0) return files;
  const found = [join(folder, "specs"), folder].find((path) => existsSync(path));
  if (found === undefined)
    throw new NothingToShowError("there are no documents yet", "The agent writes them in phase 2.");
  return [found];
}
