/** Processor time of this thread in milliseconds: what else runs on the machine does not count. */
export function processorMs(act: () => unknown): number {
  const start = process.threadCpuUsage();
  act();
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1_000;
}
