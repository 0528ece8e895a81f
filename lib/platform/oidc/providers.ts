import { z } from 'zod';
import { env } from '@/lib/core/env';
import { isRoleRef, type RoleRef } from '@/lib/platform/context/roles';

/** An OpenID Connect provider that people can sign in with. */
export type OidcProvider = {
  /** In variables and addresses. */
  name: string;
  /** On screens. */
  label: string;
  issuer: URL;
  clientId: string;
  clientSecret: string;
  /** Whose addresses it answers for, in lower case; empty: of anybody who is in the team. */
  domains: string[];
  /** What people of the domains get who are not in the team yet and have no value of `roles`; none for nothing. */
  role: RoleRef | undefined;
  /** The claim that names somebody's groups, and the role of each; the first that fits counts. */
  roleClaim: string | undefined;
  roles: { value: string; role: RoleRef }[];
};

const role = z.custom<RoleRef>(
  (value) => isRoleRef(value) && value !== 'partner',
  'must be admin, supervisor, support, viewer, or own:ID of a role of the team',
);

/** `a, b` as `['a', 'b']`. */
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );

const roleOfValue = z.string().transform((text, ctx) => {
  const at = text.lastIndexOf('=');
  const parsed = role.safeParse(text.slice(at + 1).trim());
  if (at > 0 && parsed.success) return { value: text.slice(0, at).trim(), role: parsed.data };
  ctx.addIssue({ code: 'custom', message: 'must be VALUE=ROLE,VALUE=ROLE' });
  return z.NEVER;
});

/** Over plain http anybody on the way could be the provider, unless it is this very machine. */
const issuer = z.url().transform((text, ctx) => {
  const url = new URL(text);
  if (url.protocol === 'https:' || ['localhost', '127.0.0.1'].includes(url.hostname)) return url;
  ctx.addIssue({ code: 'custom', message: 'must begin with https://' });
  return z.NEVER;
});

const variables = z
  .object({
    ISSUER: issuer,
    CLIENT_ID: z.string().min(1),
    CLIENT_SECRET: z.string().min(1),
    LABEL: z.string().trim().min(1).max(40).optional(),
    DOMAINS: list.pipe(
      z.array(
        z
          .string()
          .toLowerCase()
          .regex(/^[^@\s]+\.[^@\s]+$/, 'must be such as example.com'),
      ),
    ),
    ROLE: role.optional(),
    ROLE_CLAIM: z.string().min(1).optional(),
    ROLES: list.pipe(z.array(roleOfValue)),
  })
  .refine(({ ROLE, ROLES, DOMAINS }) => DOMAINS.length > 0 || (ROLE === undefined && ROLES.length === 0), {
    path: ['DOMAINS'],
    message: 'is needed with _ROLE or _ROLES: without it anybody in the world would be let in',
  })
  .refine(({ ROLE_CLAIM, ROLES }) => (ROLE_CLAIM === undefined) === (ROLES.length === 0), {
    path: ['ROLE_CLAIM'],
    message: 'and _ROLES are set together',
  });

/** Those of the environment, in the order of `OIDC_PROVIDERS`. Throws one error that lists every wrong variable by name. */
export function oidcProviders(): OidcProvider[] {
  const names = list.parse(env().OIDC_PROVIDERS);
  const wrong: string[] = [];
  const providers = names.flatMap((name) => {
    const prefix = `OIDC_${name.toUpperCase()}_`;
    if (!/^[a-z][a-z0-9]{0,29}$/.test(name) || names.indexOf(name) !== names.lastIndexOf(name)) {
      wrong.push(`OIDC_PROVIDERS: ${name} must be lower-case letters and digits, and there once`);
      return [];
    }
    const { data, error } = variables.safeParse(ownVariables(prefix));
    for (const { path, message } of error?.issues ?? []) wrong.push(`${prefix}${String(path[0])}: ${message}`);
    return data ? [providerOf(name, data)] : [];
  });
  if (wrong.length > 0)
    throw new Error(`The environment is not complete:\n${wrong.map((line) => `  ${line}`).join('\n')}`);
  return providers;
}

export function findOidcProvider(name: string): OidcProvider | undefined {
  return oidcProviders().find((provider) => provider.name === name);
}

/** The variables of one provider; an empty one is none. */
function ownVariables(prefix: string): Record<string, string> {
  const own = Object.entries(process.env).filter(([name, value]) => name.startsWith(prefix) && value);
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value ?? '']));
}

function providerOf(name: string, set: z.output<typeof variables>): OidcProvider {
  return {
    name,
    label: set.LABEL ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    issuer: set.ISSUER,
    clientId: set.CLIENT_ID,
    clientSecret: set.CLIENT_SECRET,
    domains: set.DOMAINS,
    role: set.ROLE,
    roleClaim: set.ROLE_CLAIM,
    roles: set.ROLES,
  };
}
