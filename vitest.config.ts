import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{bench,core,pipelines,runtime,widget,tests,tools}/**/*.test.ts'],
    // Real servers, crawls and a browser share two cores: a generous limit that a hang still hits.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
