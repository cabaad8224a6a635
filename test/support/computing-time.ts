/** How long this process has computed so far, in milliseconds. What else goes on on the machine does not count. */
export function computedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
