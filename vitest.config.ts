import { configDefaults, defineConfig } from 'vitest/config';

const WITH_ELASTICSEARCH = 'test/adapters/elasticsearch/**/*.es.test.ts';
const shared = { testTimeout: 30_000, hookTimeout: 120_000, pool: 'forks' } as const;

export default defineConfig({
  test: {
    // By default one core is left alone: on two that makes the run nearly twice as long.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, WITH_ELASTICSEARCH],
        },
      },
      {
        test: {
          ...shared,
          name: 'elasticsearch',
          include: [WITH_ELASTICSEARCH],
          globalSetup: ['test/peers/elasticsearch-setup.ts'],
        },
      },
    ],
  },
});
