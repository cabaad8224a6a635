/**
 * Variables that would point git at another repository, index or pathspec rule than the one we name.
 * They are set when we are started from a hook or an alias (`git rev-parse --local-env-vars`).
 */
const MISLEADING = [
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_COMMON_DIR",
  "GIT_OBJECT_DIRECTORY",
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  "GIT_CONFIG",
  "GIT_GRAFT_FILE",
  "GIT_IMPLICIT_WORK_TREE",
  "GIT_INTERNAL_SUPER_PREFIX",
  "GIT_NAMESPACE",
  "GIT_NO_REPLACE_OBJECTS",
  "GIT_PREFIX",
  "GIT_QUARANTINE_PATH",
  "GIT_REPLACE_REF_BASE",
  "GIT_SHALLOW_FILE",
  "GIT_EXTERNAL_DIFF",
  "GIT_DIFF_OPTS",
  "GIT_GLOB_PATHSPECS",
  "GIT_ICASE_PATHSPECS",
  "GIT_NOGLOB_PATHSPECS",
];

/** Ways in which git and its children could ask on a terminal that belongs to the dashboard. */
const TERMINAL_PROMPTS = ["GPG_TTY"];

/** The caller's environment without the variables that would turn a git command away from its `cwd`. */
export function withoutGitState(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = { ...environment };
  for (const name of MISLEADING) delete kept[name];
  return kept;
}

/** The environment of every git command: never a prompt, never an editor, untranslated, literal pathspecs. */
export function gitEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const environment = withoutGitState(process.env);
  for (const name of TERMINAL_PROMPTS) delete environment[name];
  return {
    ...environment,
    LC_ALL: "C",
    LANGUAGE: "C",
    GIT_TERMINAL_PROMPT: "0",
    GCM_INTERACTIVE: "never",
    GIT_EDITOR: "true",
    GIT_SEQUENCE_EDITOR: "true",
    GIT_MERGE_AUTOEDIT: "no",
    GIT_PAGER: "cat",
    GIT_LITERAL_PATHSPECS: "1",
    ...extra,
  };
}
