/** Which rooms may know which: see AGENTS.md, "The house". */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'core-is-a-leaf', severity: 'error', from: { path: '^src/core/' }, to: { path: '^src/(?!core/)' } },
    {
      name: 'domains-do-not-see-adapters-or-doors',
      severity: 'error',
      from: { path: '^src/(regulations|assistant|audit|tools)/' },
      to: { path: '^(src/(adapters|terminal|server)/|src/(compose|config)[a-z-]*\\.ts|bot/|mcp/)' },
    },
    {
      name: 'law-knows-nobody-who-uses-it',
      severity: 'error',
      from: { path: '^src/regulations/' },
      to: { path: '^src/(assistant|audit|tools)/' },
    },
    {
      name: 'the-audit-does-not-know-what-it-records',
      severity: 'error',
      from: { path: '^src/audit/' },
      to: { path: '^src/(assistant|tools)/' },
    },
    {
      name: 'the-assistant-does-not-know-the-tools',
      severity: 'error',
      from: { path: '^src/assistant/' },
      to: { path: '^src/tools/' },
    },
    {
      name: 'adapters-are-strangers',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/$1/' },
    },
    {
      name: 'adapters-do-not-see-doors',
      severity: 'error',
      from: { path: '^src/adapters/' },
      to: { path: '^(src/(terminal|server)/|src/(compose|config)[a-z-]*\\.ts|bot/|mcp/)' },
    },
    {
      name: 'only-compose-builds-adapters',
      severity: 'error',
      from: { path: '^(src/(terminal|server)/|bot/|mcp/)' },
      to: { path: '^src/adapters/' },
    },
    {
      name: 'http-only-in-doors',
      severity: 'error',
      from: { pathNot: '^(src/server/|bot/|mcp/)' },
      to: { path: 'node_modules/(hono|@hono)/' },
    },
    {
      name: 'one-module-knows-the-database-binding',
      severity: 'error',
      from: { pathNot: '^src/adapters/sqlite/' },
      to: { path: 'node_modules/libsql/' },
    },
    {
      name: 'one-adapter-knows-elasticsearch',
      severity: 'error',
      from: { pathNot: '^src/adapters/elasticsearch/' },
      to: { path: 'node_modules/@elastic/' },
    },
    {
      name: 'one-adapter-knows-openai-and-azure',
      severity: 'error',
      from: { pathNot: '^src/adapters/(azure-openai|entra)/' },
      to: { path: 'node_modules/(openai|@azure)/' },
    },
    {
      name: 'one-adapter-reads-tokens',
      severity: 'error',
      from: { pathNot: '^src/adapters/entra/' },
      to: { path: 'node_modules/jose/' },
    },
    {
      name: 'one-adapter-reads-the-web',
      severity: 'error',
      from: { pathNot: '^src/adapters/web/' },
      to: { path: 'node_modules/(undici|ipaddr\\.js)/' },
    },
    {
      name: 'only-the-terminal-parses-commands',
      severity: 'error',
      from: { pathNot: '^src/terminal/' },
      to: { path: 'node_modules/commander/' },
    },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: '\\.d\\.ts$' }, to: {} },
    {
      name: 'no-test-code-in-the-product',
      severity: 'error',
      from: { path: '^(src|bot|mcp)/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-development-dependencies',
      severity: 'error',
      from: { path: '^(src|bot|mcp)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
};
