// The import table of CONTRIBUTING.md. Every rule is an error; a test may import more than what it tests.
// Run once for each mode: `types` (CRUISE unset: types count as imports), `runtime` (they do not) and `folders`.
const swc = require('@swc/core');

const mode = process.env.CRUISE ?? 'types';

// dependency-cruiser parses every file without JSX and cannot tell a type's import from a value's.
const parseFileSync = swc.parseFileSync;
swc.parseFileSync = (file, options) => {
  const program = parseFileSync(file, { ...options, tsx: file.endsWith('x') });
  if (mode === 'runtime') program.body = program.body.filter((item) => !isTypeOnly(item));
  return program;
};

function isTypeOnly(item) {
  if (item.typeOnly) return true;
  const names = item.type === 'ImportDeclaration' ? item.specifiers : [];
  return names.length > 0 && names.every((name) => name.isTypeOnly);
}

const test = String.raw`\.test\.tsx?$|(^|/)testing(-setup)?\.ts$|^test/`;
const anyPackage = '^node_modules/';
const framework = '^node_modules/(next|react|react-dom)/';
const database = '^db/|^node_modules/(drizzle-orm|postgres|pg)/';
const impure = '^db/|^lib/core/(env|logger)\\.ts$';
const outsideOfApp = '^(clients|scripts|e2e|bench|sandbox|test)/|^(server|start-server|pages|worker|test-mode)\\.ts$';

const rule = (name, comment, from, to, modes = ['types']) => ({ name, comment, severity: 'error', from, to, modes });
const lib = (name, comment, from, to) => rule(name, comment, { path: from, pathNot: test }, to);

const rules = [
  rule('resolvable', 'A path that leads nowhere would slip through every other rule.', {}, { couldNotResolve: true }),
  rule('no-circles', 'Files do not import each other in a circle, types included.', {}, { circular: true }),
  {
    ...rule('no-folder-circles', 'Neither do folders, nor groups of them.', {}, { circular: true }, ['folders']),
    scope: 'folder',
  },

  rule(
    'app',
    'Pages and actions import components and lib, never the database.',
    { path: '^(app/|proxy\\.ts$)', pathNot: test },
    { path: `${database}|${outsideOfApp}|^drizzle/` },
  ),

  rule(
    'components',
    'Components import components, and of lib only lib/core.',
    { path: '^components/', pathNot: test },
    { path: `${database}|^(app|messages)/|^lib/(?!core/)|${outsideOfApp}` },
  ),
  rule(
    'components-pure',
    'What a component reaches runs in the browser.',
    { path: '^components/', pathNot: test },
    { path: impure, reachable: true },
    ['runtime'],
  ),

  lib('lib', 'Nothing in lib knows Next, React or any screen.', '^lib/', {
    path: `${framework}|^(app|components|messages)/|${outsideOfApp}`,
  }),
  lib('core', 'lib/core serves every folder and imports none.', '^lib/core/', { path: '^(db|lib/(?!core/))' }),
  lib('adapters', 'Adapters speak to the outside: they know neither the database nor the domain.', '^lib/adapters/', {
    path: `${database}|^lib/(?!core/|adapters/)`,
  }),
  lib('adapters-apart', 'One adapter does not know another.', '^lib/adapters/([^/]+)/', {
    path: '^lib/adapters/',
    pathNot: '^lib/adapters/$1/',
  }),
  lib('platform', 'The platform knows no domain and no adapter.', '^lib/platform/', {
    path: '^lib/(?!core/|platform/)',
  }),
  lib('access', 'Every group may import access, and access no other group.', '^lib/domain/access/', {
    path: '^lib/(api|worker|demo)/|^lib/domain/(?!access/)',
  }),
  lib('coupons', 'Coupons import access alone of the other groups.', '^lib/domain/coupons/', {
    path: '^lib/(api|worker|demo)/|^lib/domain/(?!coupons/|access/)',
  }),
  lib('sales', 'Sales import coupons and access.', '^lib/domain/sales/', {
    path: '^lib/(api|worker|demo)/|^lib/domain/(redemptions|approvals|finding|exports)/',
  }),
  lib('redemptions', 'Redemptions may import every other group but those above it.', '^lib/domain/redemptions/', {
    path: '^lib/(api|worker|demo)/|^lib/domain/(approvals|finding|exports)/',
  }),
  lib('finding', 'Finding asks every group for what a text may name.', '^lib/domain/finding/', {
    path: '^lib/(api|worker|demo)/|^lib/domain/(approvals|exports)/',
  }),
  lib('exports', 'Exports in the background repeat those that other groups declare.', '^lib/domain/exports/', {
    path: '^lib/(api|worker|demo)/|^lib/domain/(approvals|finding)/',
  }),
  lib('approvals', 'Approvals run what other groups declare to need a second person.', '^lib/domain/approvals/', {
    path: '^lib/(api|worker|demo)/|^lib/domain/exports/',
  }),
  lib('api', 'The HTTP API calls use cases; it holds no query.', '^lib/api/', {
    path: `${database}|^lib/(worker|demo)/`,
  }),
  lib('worker', 'The worker calls use cases; the API and the demo are not its business.', '^lib/worker/', {
    path: '^lib/(api|demo)/',
  }),
  lib('demo', 'The demo calls use cases; nothing of it serves requests or jobs.', '^lib/demo/', {
    path: '^lib/(api|worker)/',
  }),

  rule(
    'schemas',
    'A schema runs in the browser too: zod, pure files and other schemas.',
    { path: '^lib/.*schemas\\.ts$' },
    { path: `^db/|${anyPackage}`, pathNot: '^node_modules/zod/' },
  ),
  rule(
    'schemas-pure',
    'What a schema reaches runs in the browser.',
    { path: '^lib/.*schemas\\.ts$' },
    { path: impure, reachable: true },
    ['runtime'],
  ),
  rule(
    'db',
    'The database layer imports the environment, tracing, the fields that its columns are made from, and how what ended is started again.',
    { path: '^db/', pathNot: test },
    { path: '^(app|components|lib|messages)/', pathNot: '^lib/core/((env|restart-pauses|tracing)\\.ts$|entities/)' },
  ),

  rule(
    'sandbox',
    'The sandbox of Khalti imports nothing of ours: a client that shared our code would share our mistakes.',
    { path: '^sandbox/', pathNot: test },
    { path: '^(app|components|db|e2e|lib|messages|scripts)/' },
  ),
  rule(
    'clients',
    'A client is a package of its own, for other companies: it imports nothing of ours, and nobody but tests imports it.',
    { path: '^clients/', pathNot: test },
    { path: '^(app|components|db|e2e|lib|messages|sandbox|scripts)/' },
  ),
  rule(
    'nobody-imports-the-outside',
    'Scripts, benchmarks, browser tests and the process are on top; only scripts and its own program start the process. Test mode has the sandbox inside.',
    {
      pathNot: `^(server|test-mode)\\.ts$|^(clients|scripts|e2e|bench|sandbox)/|^(playwright|vitest)\\.config\\.ts$|${test}`,
    },
    { path: outsideOfApp },
  ),
  rule(
    'testing-only-in-tests',
    'What serves tests is imported by tests.',
    { pathNot: `${test}|^(e2e|bench)/|^vitest\\.config\\.ts$` },
    { path: `${test}|^node_modules/vitest/` },
  ),
];

// A test may import from anywhere, so tests show nothing of how folders depend on each other.
const leftOut = '^(\\.next|\\.data)/|^next-env|\\.css$';

module.exports = {
  forbidden: rules.filter(({ modes }) => modes.includes(mode)).map(({ modes, ...one }) => one),
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: mode === 'folders' ? `${leftOut}|${test}` : leftOut },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    webpackConfig: { fileName: 'scripts/module-aliases.cjs' },
    moduleSystems: ['es6', 'cjs'],
  },
};
