import { and, arrayContains, eq, gt, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { coupons } from '@/db/schema/coupons';
import { apiKeys } from '@/db/schema/integrators';
import { NotFound } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { type Operation, type OperationOptions, operation } from '@/lib/platform/context/operation';
import { ownIntegrator } from '@/lib/platform/context/own-integrator';
import type { Permission } from '@/lib/platform/context/permissions';

/** The coupons that the actor reaches, as a condition; nothing where it reaches all of them. */
export function couponsReached({ actor }: Pick<Context, 'actor'>): SQL | undefined {
  if (actor.kind !== 'key' || actor.couponLimit === 'all') return undefined;
  return or(eq(coupons.integratorId, actor.integratorId), inArray(coupons.id, [...actor.couponIds]));
}

/**
 * The coupons that a partner sees: those that keys of their company made, and those named on one that still works and reads coupons.
 * @throws Forbidden
 */
export function couponsOfOwnCompany(ctx: Context): SQL {
  const integratorId = ownIntegrator(ctx);
  const named = ctx.db
    .select({ id: sql<number>`unnest(${apiKeys.couponIds})` })
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.integratorId, integratorId),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, ctx.now())),
        arrayContains(apiKeys.scopes, ['coupons:read']),
      ),
    );
  return sql`(${coupons.integratorId} = ${integratorId} or ${coupons.id} in ${named})`;
}

/** Whether the actor reaches a coupon; a key that does not is answered as if there were none. */
export async function reaches(ctx: Context, couponId: number): Promise<boolean> {
  const reached = couponsReached(ctx);
  return !reached || (await ctx.db.$count(coupons, and(eq(coupons.id, couponId), reached))) > 0;
}

/** @throws NotFound */
export async function assertReaches(ctx: Context, couponId: number): Promise<void> {
  if (!(await reaches(ctx, couponId))) throw new NotFound('The coupon');
}

/** A use case on what belongs to one coupon. @throws NotFound before it runs, to a key that does not reach the coupon */
export function couponOperation<S extends z.ZodType<{ couponId: number }>, T>(
  permission: Permission,
  schema: S,
  run: (ctx: Context, input: z.output<S>) => Promise<T>,
  options?: OperationOptions<S>,
): Operation<S, T> {
  return operation(
    permission,
    schema,
    async (ctx: Context, input: z.output<S>) => {
      await assertReaches(ctx, input.couponId);
      return run(ctx, input);
    },
    options,
  );
}
