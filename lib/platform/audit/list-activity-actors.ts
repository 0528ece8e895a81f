import { asc, eq, sql } from 'drizzle-orm';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { users } from '@/db/schema/team';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';

export type ActivityActor = { value: string; name: string };

/** Whom the activity can be narrowed to, as `listActivity` takes them; the system itself is always one more. */
export async function listActivityActors(ctx: Context): Promise<ActivityActor[]> {
  assertCan(ctx, 'activity.read');
  const [people, keys] = await Promise.all([
    ctx.db
      .select({ id: users.id, name: users.name })
      .from(users)
      .orderBy(sql`lower(${users.name})`, asc(users.id))
      .limit(200),
    ctx.db
      .select({ id: apiKeys.id, prefix: apiKeys.prefix, integrator: integrators.name })
      .from(apiKeys)
      .innerJoin(integrators, eq(integrators.id, apiKeys.integratorId))
      .orderBy(sql`lower(${integrators.name})`, asc(apiKeys.id))
      .limit(200),
  ]);
  return [
    ...people.map(({ id, name }) => ({ value: `user:${id}`, name })),
    ...keys.map(({ id, prefix, integrator }) => ({ value: `key:${id}`, name: `${integrator} (${prefix}…)` })),
  ];
}
