// The import table of CONTRIBUTING.md. Every rule is an error; a test may import more than what it tests.
// Run twice: as it is, types count as imports; with CRUISE=runtime they do not, and circles and reach are judged.
const swc = require('@swc/core');

const runtimeOnly = process.env.CRUISE === 'runtime';

// dependency-cruiser parses every file without JSX and cannot tell a type's import from a value's.
const parseFileSync = swc.parseFileSync;
swc.parseFileSync = (file, options) => {
  const program = parseFileSync(file, { ...options, tsx: file.endsWith('x') });
  if (runtimeOnly) program.body = program.body.filter((item) => !isTypeOnly(item));
  return program;
};

function isTypeOnly(item) {
  if (item.typeOnly) return true;
  const names = item.type === 'ImportDeclaration' ? item.specifiers : [];
  return names.length > 0 && names.every((name) => name.isTypeOnly);
}

const test = String.raw`\.test\.tsx?$|(^|/)testing(-setup)?\.ts$`;
const anyPackage = '^node_modules/';
const framework = '^node_modules/(next|react|react-dom)/';
const database = '^db/|^node_modules/(drizzle-orm|postgres|pg)/';
const impure = '^db/|^lib/(env|logger)\\.ts$';
const rootFileOfLib = String.raw`^lib/[^/]+\.ts$`;
const outsideOfApp = '^(scripts|e2e|bench)/|^server\\.ts$';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const rules = [
  rule('resolvable', 'A path that leads nowhere would slip through every other rule.', {}, { couldNotResolve: true }),
  rule('no-circles', 'Files do not import each other in a circle.', {}, { circular: true }),

  rule(
    'app',
    'Pages and actions import components and lib, never the database.',
    { path: '^(app/|proxy\\.ts$)', pathNot: test },
    { path: `${database}|${outsideOfApp}|^drizzle/` },
  ),

  rule(
    'components',
    'Components import components, and of lib only files at its root.',
    { path: '^components/', pathNot: test },
    { path: `${database}|^(app|messages)/|^lib/[^/]+/|${outsideOfApp}` },
  ),
  rule(
    'components-pure',
    'What a component reaches runs in the browser.',
    { path: '^components/', pathNot: test },
    { path: impure, reachable: true },
  ),

  rule(
    'lib',
    'The domain knows neither Next nor React nor any screen.',
    { path: '^lib/', pathNot: test },
    { path: `${framework}|^(app|components|messages)/|${outsideOfApp}` },
  ),
  rule(
    'lib-not-api',
    'Verbs do not know the HTTP API that calls them.',
    { path: '^lib/', pathNot: `^lib/api/|${test}` },
    { path: '^lib/api/' },
  ),
  rule(
    'lib-root',
    'A file at the root of lib serves all features and imports none; permissions name the actors of a context.',
    { path: rootFileOfLib, pathNot: test },
    { path: '^lib/[^/]+/', pathNot: '^lib/auth/permissions\\.ts$' },
  ),
  rule(
    'schemas',
    'A schema runs in the browser too: zod, pure files and other schemas.',
    { path: '^lib/[^/]+/schemas\\.ts$' },
    { path: `^db/|${anyPackage}`, pathNot: '^node_modules/zod/' },
  ),
  rule(
    'schemas-pure',
    'What a schema reaches runs in the browser.',
    { path: '^lib/[^/]+/schemas\\.ts$' },
    { path: impure, reachable: true },
  ),
  rule(
    'third-parties',
    'Suppliers and messaging speak to the outside: they import files at the root of lib, no feature, no database.',
    { path: '^lib/(suppliers|messaging)/', pathNot: test },
    { path: `${database}|^lib/[^/]+/`, pathNot: '^lib/$1/' },
  ),
  rule('api', 'The HTTP API calls verbs; it holds no query.', { path: '^lib/api/', pathNot: test }, { path: database }),
  rule(
    'db',
    'The database layer imports lib/env only.',
    { path: '^db/', pathNot: test },
    { path: '^(app|components|lib|messages)/', pathNot: '^lib/env\\.ts$' },
  ),

  rule(
    'nobody-imports-the-outside',
    'Scripts, benchmarks, browser tests and the process stand on top; only scripts start the process.',
    { pathNot: `^(scripts|e2e|bench)/|^(playwright|vitest)\\.config\\.ts$|${test}` },
    { path: outsideOfApp },
  ),
  rule(
    'testing-only-in-tests',
    'What serves tests is imported by tests.',
    { pathNot: `${test}|^(e2e|bench)/|^vitest\\.config\\.ts$` },
    { path: `${test}|^node_modules/vitest/` },
  ),
];

const judgesReach = ({ to }) => Boolean(to.circular || to.reachable);

module.exports = {
  forbidden: rules.filter((one) => judgesReach(one) === runtimeOnly),
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|\\.data)/|^next-env|\\.css$' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    webpackConfig: { fileName: 'scripts/module-aliases.cjs' },
    moduleSystems: ['es6', 'cjs'],
  },
};
