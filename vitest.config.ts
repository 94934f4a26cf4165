import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{bench,core,pipelines,runtime,widget,tests,tools}/**/*.test.ts'],
    setupFiles: ['tests/own-temporary-folder.ts'],
    // Half of the time tests wait for a browser, a server or the disk: on two cores, one file at a time would leave a core idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Real servers, crawls and a browser share two cores: a generous limit that a hang still hits.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
