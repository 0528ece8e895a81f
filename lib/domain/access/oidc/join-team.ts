import { randomBytes } from 'node:crypto';
import { users } from '@/db/schema/team';
import { Invalid } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import { findRoleToGive, nameOf } from '@/lib/domain/access/roles/find-role';
import { inviteUserInput } from '@/lib/domain/access/team/schemas';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { roleColumnsOf } from '@/lib/platform/auth/held-role';
import { hashPassword } from '@/lib/platform/auth/password';
import type { SystemActor, UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import type { HeldRole, RoleRef } from '@/lib/platform/context/roles';
import type { OidcIdentity } from '@/lib/platform/oidc/identity';
import type { OidcProvider } from '@/lib/platform/oidc/providers';
import { OidcRefused } from '@/lib/platform/oidc/refused';

/**
 * Makes the account of somebody whom the provider's settings give a role, from the domain and from the provider's groups. Later it is
 * the team's own page that changes it. @throws OidcRefused `nobody`
 */
export async function joinTeam(
  tx: Context<SystemActor>,
  provider: OidcProvider,
  { email, name, groups, answersForDomain }: OidcIdentity & { email: string },
): Promise<typeof users.$inferSelect> {
  const ref = answersForDomain ? roleFor(provider, groups) : undefined;
  const input = inviteUserInput.safeParse({ email, name: (name ?? email).slice(0, 100), role: ref });
  if (!input.success) throw new OidcRefused('nobody');
  const role = await findRole(tx, input.data.role);
  // Of which integrator no provider says.
  if (role === 'partner') throw new OidcRefused('nobody');
  const now = tx.now();
  // A password that nobody knows: with "Forgotten your password?" they choose one, where they want one.
  const passwordHash = await hashPassword(randomBytes(32).toString('base64url'));
  const person = { email: input.data.email, name: input.data.name };
  const [user] = await tx.db
    .insert(users)
    .values({ ...person, ...roleColumnsOf(role, null), passwordHash, createdAt: now, updatedAt: now })
    .returning();
  if (!user) throw new Error('The user was not written.');
  const actor: UserActor = { kind: 'user', id: user.id, ...person, role, sessionId: 0 };
  const data = { name: person.name, role: nameOf(role), provider: provider.name };
  await recordAudit({ ...tx, actor }, { action: 'user.created', subjectKind: 'user', subjectId: user.id, data });
  return user;
}

/** The role of the first value in the settings that is among the groups, or that of everybody else of the domain. */
const roleFor = ({ roles, role }: OidcProvider, groups: string[]): RoleRef | undefined =>
  roles.find(({ value }) => groups.includes(value))?.role ?? role;

async function findRole(tx: Context, ref: RoleRef): Promise<HeldRole> {
  try {
    return await findRoleToGive(tx, ref, 'role');
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    logger.error({ role: ref }, 'the settings of a provider give a role that was deleted');
    throw new OidcRefused('nobody');
  }
}
