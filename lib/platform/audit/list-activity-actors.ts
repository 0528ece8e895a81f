import { asc, eq, sql } from 'drizzle-orm';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { users } from '@/db/schema/team';
import { noInput, operation } from '@/lib/platform/context/operation';

export type ActivityActor = { value: string; name: string };

/** The actors that `listActivity` can be narrowed to; the system itself is always one more. @throws Forbidden */
export const listActivityActors = operation('activity.read', noInput, async (ctx): Promise<ActivityActor[]> => {
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
});
