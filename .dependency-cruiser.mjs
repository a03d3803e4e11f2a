// Who may import whom. The map is in ARCHITECTURE.md; scripts/lint.test.ts plants a violation of every rule.

const server = '^packages/server/src/';
const inServer = (/** @type {string[]} */ ...folders) => `${server}(${folders.join('|')})/`;

/** What any subject of the server may use; it knows none of them. */
const ground = ['notices', 'letters', 'calendar', 'text', 'wire', 'http', 'db', 'time'];
const tests = ['[.]test[.]ts$', '/testing/'];
/** What a package offers to the others: its index, and the files that register its elements. */
const publicEntries = '/src/(index|[^/]+/(index|define|hydrate)|i18n/all-languages)[.]ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'found',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared',
      comment: 'A package names what it imports in its own package.json.',
      severity: 'error',
      from: { path: '^packages/', pathNot: tests },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    },

    // Between packages
    {
      name: 'protocol-stands-alone',
      severity: 'error',
      from: { path: '^packages/protocol/' },
      to: { path: '^packages/(widget|admin|server)/' },
    },
    {
      name: 'protocol-words-ship-no-validator',
      comment: 'The vocabulary and the rules go to every reader; the schemas do not.',
      severity: 'error',
      from: { path: '^packages/protocol/src/', pathNot: [...tests, '^packages/protocol/src/(schema|fixtures)/'] },
      to: { path: ['^packages/protocol/src/schema/', 'node_modules/valibot/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'widget-knows-protocol-only',
      severity: 'error',
      from: { path: '^packages/widget/' },
      to: { path: '^packages/(admin|server)/' },
    },
    {
      name: 'widget-ships-no-validator',
      severity: 'error',
      from: { path: '^packages/widget/src/', pathNot: tests },
      to: { path: ['^packages/protocol/src/schema/', 'node_modules/valibot/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'admin-never-reaches-the-server',
      severity: 'error',
      from: { path: '^packages/admin/' },
      to: { path: '^packages/server/' },
    },
    {
      name: 'server-never-reaches-the-panel',
      comment: 'The server serves the built panel as files.',
      severity: 'error',
      from: { path: '^packages/server/' },
      to: { path: '^packages/admin/' },
    },
    {
      name: 'public-entries-only',
      comment: 'A package is used by its front door.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/[^/]+/src/', pathNot: ['^packages/$1/', publicEntries] },
    },
    {
      name: 'packages-know-no-workshop',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(scripts|e2e|bench)/' },
    },
    {
      name: 'fixtures-are-for-tests-and-demos',
      severity: 'error',
      from: { path: '^packages/(widget|admin|server)/src/', pathNot: tests },
      to: { path: '^packages/protocol/src/fixtures/' },
    },
    {
      name: 'tests-are-for-tests',
      severity: 'error',
      from: { path: '^packages/', pathNot: tests },
      to: { path: tests },
    },

    // Elements
    {
      name: 'elements-never-import-elements',
      comment: "A parent's define.ts imports its children's; classes meet in the page.",
      severity: 'error',
      from: { path: '^packages/widget/src/(status-[^/]+)/', pathNot: [...tests, '/define[.]ts$'] },
      to: { path: '^packages/widget/src/status-[^/]+/', pathNot: '^packages/widget/src/$1/' },
    },
    {
      name: 'define-meets-define',
      comment: 'Only a define.ts registers, and it asks others to register themselves.',
      severity: 'error',
      from: { path: '^packages/widget/src/(status-[^/]+)/define[.]ts$' },
      to: {
        path: '^packages/widget/src/status-[^/]+/',
        pathNot: ['^packages/widget/src/$1/', '/define[.]ts$'],
      },
    },

    // Inside the server
    {
      name: 'ground-knows-no-subject',
      severity: 'error',
      from: { path: inServer(...ground), pathNot: tests },
      to: { path: server, pathNot: [inServer(...ground), inServer('lifecycle'), `${server}(config|log)[.]ts$`] },
    },
    {
      name: 'subjects-know-no-app',
      comment: 'main and cli build the app and the worker; the app mounts the subjects.',
      severity: 'error',
      from: { path: `${server}[^/]+/`, pathNot: [...tests, inServer('cli')] },
      to: { path: `${server}(main|app|worker|serve)[.]ts$|${server}cli/` },
    },
    {
      name: 'nobody-imports-main',
      severity: 'error',
      from: {},
      to: { path: `${server}main[.]ts$` },
    },
    {
      name: 'page-only-reads-tables',
      comment: 'Readers never wait for writers, in code as in time.',
      severity: 'error',
      from: { path: inServer('page', 'uptime'), pathNot: tests },
      to: { path: server, pathNot: [inServer('page', 'uptime', ...ground), `${server}(config|log)[.]ts$`] },
    },
    {
      name: 'a-store-is-private',
      comment: "A subject's SQL is nobody else's.",
      severity: 'error',
      from: { path: `${server}([^/]+)/` },
      to: { path: `${server}.*store[.]ts$`, pathNot: `${server}$1/` },
    },
    {
      name: 'incidents-call-components',
      comment: 'alerts -> incidents -> components: arrows never turn back.',
      severity: 'error',
      from: { path: inServer('components'), pathNot: tests },
      to: { path: inServer('incidents', 'alerts', 'subscriptions', 'notifications', 'metrics') },
    },
    {
      name: 'alerts-call-incidents',
      comment: 'alerts -> incidents -> components: arrows never turn back.',
      severity: 'error',
      from: { path: inServer('incidents'), pathNot: tests },
      to: { path: inServer('alerts', 'subscriptions', 'notifications', 'metrics') },
    },
    {
      name: 'notifications-read-subscriptions',
      severity: 'error',
      from: { path: inServer('subscriptions', 'notifications'), pathNot: tests },
      to: { path: inServer('incidents', 'components', 'alerts') },
    },
    {
      name: 'metrics-know-no-incidents',
      comment: 'A figure never opens an incident: alerts do.',
      severity: 'error',
      from: { path: inServer('metrics', 'new-relic'), pathNot: tests },
      to: { path: inServer('incidents', 'components', 'alerts', 'subscriptions', 'notifications') },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^packages/[^/]+/dist/', '/react[.]d[.]ts$'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
