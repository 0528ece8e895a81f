import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createApp } from '@/lib/api/app';
import { apiDocument } from '@/lib/api/openapi/describe-api';
import { pagePermissions } from '@/lib/platform/context/page-permissions';
import { type Permission, permissions } from '@/lib/platform/context/permission-names';
import { rolesThatCan, scopesThatCan } from '@/lib/platform/context/permissions';
import { roles } from '@/lib/platform/context/roles';
import { publishableScope, scopes } from '@/lib/platform/context/scopes';
import { openApiTargets } from '../api-fuzz/openapi-targets';
import { deskTargets, type Target } from '../api-fuzz/targets';
import { findOperations } from '../operations/find-operations';

const root = path.resolve(import.meta.dirname, '../..');

/** Every use case, with the permission that it declares. */
export const operations = (await Promise.all(['lib/domain', 'lib/platform'].map(findOperations))).flat();

export type ServerAction = { name: string; file: string; permission: Permission | null };

/** Every server action of a use case, with the permission of that. */
export const serverActions: ServerAction[] = globSync('app/**/*actions.ts', { cwd: root })
  .sort()
  .flatMap((file) =>
    [...readFileSync(path.join(root, file), 'utf8').matchAll(/export const (\w+) = action\((\w+)\)/g)].map(
      ([, name = '', of = '']) => ({ name, file, permission: permissionOf(of) }),
    ),
  );

/** Every other server action, with who it is for. `test/permissions/public-actions.test.ts` compares them with the code and tries them. */
export const publicActions = {
  requestPasswordLinkAction: 'anybody',
  readInvitationAction: 'who has the link',
  acceptInvitationAction: 'who has the link, once',
  readPasswordLinkAction: 'who has the link',
  choosePasswordAction: 'who has the link, once',
  askForPasskeyAction: 'anybody',
  startAgainAction: 'anybody, for their own browser',
  chooseLanguageAction: 'anybody, for their own browser',
  signOutAction: 'anybody, for their own session',
} as const;

/** Sign-in itself, which next-auth answers. */
export const waysIn = {
  'POST /api/auth/callback/credentials': 'who knows the password; opens the second step where there is a second factor',
  'POST /api/auth/callback/second-factor': 'who has the second factor, after the password in the same browser',
  'POST /api/auth/callback/passkey': 'who has a passkey',
  'GET /api/auth/oidc/{provider}': 'anybody, to be sent to the provider',
  'GET /api/auth/oidc/{provider}/callback': 'who the provider vouches for, in the browser that was sent there',
  'POST /api/auth/signout': 'anybody, for their own session',
} as const;

function permissionOf(name: string): Permission | null {
  const operation = operations.find((one) => one.name === name || one.name.endsWith(`.${name}`));
  if (!operation) throw new Error(`No use case is called ${name}.`);
  return operation.permission;
}

const noDatabase = () => {
  throw new Error('Nothing is read for a description.');
};
const app = createApp({ database: noDatabase, now: () => new Date() });

/** Every call of a key, and of the desk's own pages. */
export const keyCalls = openApiTargets(apiDocument(app)).filter(({ contract }) => contract !== 'open');
export const deskCalls = deskTargets;

export const nameOf = ({ method, path: of }: Target) => `${method} ${of.replace(/@(\w+)@/g, '{$1}')}`;

type Row = readonly [what: string, needs: Permission | null];
const mark = (is: boolean) => (is ? 'yes' : '–');

function table(head: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [[head, ...columns], ['---', ...columns.map(() => ':-:')], ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const byRole = (head: string, rows: readonly Row[]) =>
  table(
    head,
    ['needs', ...roles],
    rows.map(([what, needs]) => [
      `\`${what}\``,
      needs ?? '',
      ...roles.map((role) => mark(needs === null || rolesThatCan(needs).includes(role))),
    ]),
  );

/** The page `docs/permissions.md`. */
export function describePermissions(): string {
  return `# Permissions

Who can do what, as the code says it: made by \`npm test -- test/permissions -u\`, compared and tried cell by cell by
\`test/permissions/permissions.test.ts\` and, for the pages, \`e2e/pages.spec.ts\`. A role of one's own holds the permissions that it
was given, those that these need, and what a viewer holds. What a use case asks besides is in its own words: a seller undoes
and sees their own sales and shifts, nobody approves their own, a unit cost is set by those alone who see it, and a key reaches the
coupons of its own company and those named on it. A partner holds nothing but what is a partner's, and sees what is of their one
integrator: \`test/permissions/partner.test.ts\` asks every use case, call and action for what is another's.

## Roles and scopes

${table(
  'permission',
  [...roles],
  permissions.map((one) => [one, ...roles.map((role) => mark(rolesThatCan(one).includes(role)))]),
)}

${table(
  'permission',
  [...scopes, publishableScope],
  permissions
    .filter((one) => scopesThatCan(one).length > 0)
    .map((one) => [one, ...[...scopes, publishableScope].map((scope) => mark(scopesThatCan(one).includes(scope)))]),
)}

A publishable key has the scope \`${publishableScope}\` and no other, and no other key has it. It sends \`POST /api/v1/redemptions/check\`, and
is refused by every other call below: \`lib/api/v1/publishable-keys.test.ts\` tries them.

## Pages

What needs nothing is for everybody who is signed in.

${byRole('page', Object.entries(pagePermissions))}

## Server actions

${byRole(
  'action',
  serverActions.map(({ name, permission }) => [name, permission]),
)}

A role of one's own is let through by the same rule: \`test/permissions/actions.test.ts\` tries each action with a role of each single
permission.

## What needs no session

${table(
  'action or call',
  ['for'],
  Object.entries({ ...publicActions, ...waysIn }).map(([name, who]) => [`\`${name}\``, who]),
)}

## Calls of the desk's own pages

${byRole(
  'call',
  deskCalls.map((call) => [nameOf(call), call.needs as Permission | null]),
)}

## Calls with an API key

${table(
  'call',
  [...scopes],
  keyCalls.map((call) => [`\`${nameOf(call)}\``, ...scopes.map((scope) => mark(scope === call.needs))]),
)}
`;
}
