// Plain JavaScript, so that an old Node can say what is missing: with `--ignore-scripts`, or on a system
// that the package `node` does not serve, npm silently falls back to the machine's own Node.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `This is Node ${process.versions.node}; building and testing need 22.18 or newer. ` +
      "Install one, or run `npm ci` without --ignore-scripts: it brings one along.\n",
  );
  process.exit(1);
}
