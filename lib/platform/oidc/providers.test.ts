import { afterEach, expect, it, vi } from 'vitest';
import { resetEnv } from '@/lib/core/env';
import { identityOf } from './identity';
import { type OidcProvider, oidcProviders } from './providers';

afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

function read(values: Record<string, string>): OidcProvider[] {
  vi.unstubAllEnvs();
  const base = { DATABASE_URL: 'postgres://localhost/none', NEXTAUTH_SECRET: 'x'.repeat(32) };
  for (const [name, value] of Object.entries({ ...base, ...values })) vi.stubEnv(name, value);
  resetEnv();
  return oidcProviders();
}

const office = {
  OIDC_PROVIDERS: 'office',
  OIDC_OFFICE_ISSUER: 'https://login.example.com/realm',
  OIDC_OFFICE_CLIENT_ID: 'desk',
  OIDC_OFFICE_CLIENT_SECRET: 'secret',
};

it('knows none without variables, and the ones that are named, in their order', () => {
  expect(read({})).toEqual([]);
  expect(read({ OIDC_PROVIDERS: '' })).toEqual([]);
  const google = {
    OIDC_GOOGLE_ISSUER: 'https://accounts.google.com',
    OIDC_GOOGLE_CLIENT_ID: 'id',
    OIDC_GOOGLE_CLIENT_SECRET: 'secret',
    OIDC_GOOGLE_LABEL: 'Google at work',
    OIDC_GOOGLE_DOMAINS: 'Example.com, example.org',
    OIDC_GOOGLE_ROLE: 'viewer',
    OIDC_GOOGLE_ROLE_CLAIM: 'groups',
    OIDC_GOOGLE_ROLES: 'cn=bosses=admin, sellers=own:7',
  };
  const both = read({ ...office, ...google, OIDC_PROVIDERS: 'google, office', OIDC_OFFICE_LABEL: '' });
  expect(both).toMatchObject([
    {
      name: 'google',
      label: 'Google at work',
      domains: ['example.com', 'example.org'],
      role: 'viewer',
      roles: [
        { value: 'cn=bosses', role: 'admin' },
        { value: 'sellers', role: 'own:7' },
      ],
    },
    { name: 'office', label: 'Office', domains: [], role: undefined, roleClaim: undefined, roles: [] },
  ]);
});

it.each([
  ['no secret', { OIDC_OFFICE_CLIENT_SECRET: '' }, /OIDC_OFFICE_CLIENT_SECRET/],
  ['an issuer over plain http', { OIDC_OFFICE_ISSUER: 'http://login.example.com' }, /OIDC_OFFICE_ISSUER: .*https/],
  ['a role for anybody in the world', { OIDC_OFFICE_ROLE: 'viewer' }, /OIDC_OFFICE_DOMAINS: is needed/],
  [
    'a role that is none',
    { OIDC_OFFICE_DOMAINS: 'example.com', OIDC_OFFICE_ROLE: 'owner' },
    /OIDC_OFFICE_ROLE: must be/,
  ],
  ['groups without their claim', { OIDC_OFFICE_DOMAINS: 'example.com', OIDC_OFFICE_ROLES: 'a=admin' }, /_ROLE_CLAIM/],
  ['a group without a role', { OIDC_OFFICE_ROLE_CLAIM: 'groups', OIDC_OFFICE_ROLES: 'bosses' }, /OIDC_OFFICE_ROLES/],
  ['an address as a domain', { OIDC_OFFICE_DOMAINS: 'a@example.com' }, /OIDC_OFFICE_DOMAINS/],
  ['a name that is no address', { OIDC_PROVIDERS: 'office,../x' }, /OIDC_PROVIDERS/],
  ['a name twice', { OIDC_PROVIDERS: 'office,office' }, /OIDC_PROVIDERS/],
])('refuses %s, by the name of the variable', (_what, values, problem) => {
  expect(() => read({ ...office, ...values })).toThrow(problem);
});

const claims = (iss: string, more: Record<string, unknown>) => ({
  iss,
  sub: '1',
  aud: 'desk',
  exp: 0,
  iat: 0,
  ...more,
});
const google = 'https://accounts.google.com';
const microsoft = 'https://login.microsoftonline.com/tenant/v2.0';

it('takes a Google account for one of the company where Google says that it is, not by its address alone', () => {
  const [provider] = read({ ...office, OIDC_OFFICE_ISSUER: google, OIDC_OFFICE_DOMAINS: 'example.com' });
  if (!provider) throw new Error('no provider');
  const person = { email: 'a@example.com', email_verified: true };
  expect(identityOf(provider, claims(google, person)).answersForDomain).toBe(false);
  expect(identityOf(provider, claims(google, { ...person, hd: 'example.org' })).answersForDomain).toBe(false);
  expect(identityOf(provider, claims(google, { ...person, hd: 'example.com' })).answersForDomain).toBe(true);
});

it('takes an email for verified by Microsoft where the directory owns its domain, and by nobody else in that way', () => {
  const [provider] = read(office);
  if (!provider) throw new Error('no provider');
  const emailBy = (iss: string, more: object) =>
    identityOf(provider, claims(iss, { email: 'a@example.com', ...more })).email;
  expect(emailBy(microsoft, {})).toBeUndefined();
  expect(emailBy(microsoft, { xms_edov: false })).toBeUndefined();
  expect(emailBy(microsoft, { xms_edov: '1' })).toBe('a@example.com');
  expect(emailBy('https://login.example.com/realm', { xms_edov: true })).toBeUndefined();
});
