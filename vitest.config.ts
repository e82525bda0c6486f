import { configDefaults, defineConfig } from 'vitest/config';

const WITH_ELASTICSEARCH = 'test/adapters/elasticsearch/**/*.es.test.ts';
const shared = { testTimeout: 30_000, hookTimeout: 120_000, pool: 'forks' } as const;

export default defineConfig({
  test: {
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
