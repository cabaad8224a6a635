/**
 * Every test runs as if on a person's fresh machine: no git settings of the user, no traces of a surrounding agent or
 * hook, and no word about colours or about being a build server, by which programs choose theirs.
 */
for (const name of Object.keys(process.env)) {
  if (/^(?:GIT_|ORC_|GH_|GITHUB_)|^(?:CI|NO_COLOR|FORCE_COLOR|COLORFGBG)$/.test(name))
    delete process.env[name];
}
Object.assign(process.env, {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_AUTHOR_NAME: "Test",
  GIT_AUTHOR_EMAIL: "test@example.invalid",
  GIT_COMMITTER_NAME: "Test",
  GIT_COMMITTER_EMAIL: "test@example.invalid",
});
