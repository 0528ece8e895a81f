import { sql } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import { createUser } from '@/lib/domain/access/team/create-user';
import { generatePassword } from '@/lib/domain/access/team/generate-password';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';

const demoUsers = [
  { email: 'support@example.com', name: 'Support desk', role: 'support' },
  { email: 'supervisor@example.com', name: 'Supervisor', role: 'supervisor' },
  { email: 'viewer@example.com', name: 'Viewer', role: 'viewer' },
] as const;

/**
 * One account for each role but the admin's. Their passwords are generated and nobody sees them: an admin gives them
 * a link to choose one, on the Team page. Returns the support account, which sells in the demo.
 */
export async function makeDemoTeam(ctx: Context): Promise<UserActor> {
  for (const user of demoUsers) {
    if (!(await findUser(ctx, user.email))) await createUser(ctx, { ...user, password: generatePassword() });
  }
  const support = await findUser(ctx, demoUsers[0].email);
  if (!support) throw new Error('The support account was not made.');
  const { id, name, email } = support;
  return { kind: 'user', id, name, email, role: 'support', sessionId: 0 };
}

async function findUser(ctx: Context, email: string) {
  const [user] = await ctx.db
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(sql`lower(${users.email}) = ${email}`);
  return user;
}
