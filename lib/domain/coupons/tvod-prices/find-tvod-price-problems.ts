import { and, isNull, ne, sql } from 'drizzle-orm';
import { tvodPrices } from '@/db/schema/coupons';
import type { FieldErrors } from '@/lib/core/errors';
import { nameWords } from '@/lib/domain/coupons/imports/schemas';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { type CreateTvodPriceInput, durationProblem } from './schemas';
import { readTvodPrice, type TvodPrice } from './tvod-price-row';

/**
 * What would be wrong with a new price of these fields, or with price `id` after they change. For adapters, to be told
 * beside the fields that did not parse.
 * @throws Forbidden, NotFound
 */
export async function checkTvodPrice(
  ctx: Context,
  fields: Partial<CreateTvodPriceInput>,
  id?: number,
): Promise<FieldErrors> {
  assertCan(ctx, 'coupons.write');
  return findTvodPriceProblems(ctx, fields, id === undefined ? undefined : await readTvodPrice(ctx, id));
}

/** The rule between type and duration, and a name that another price has. */
export async function findTvodPriceProblems(
  ctx: Context,
  fields: Partial<CreateTvodPriceInput>,
  existing?: TvodPrice,
): Promise<FieldErrors> {
  const problems: FieldErrors = {};
  const duration = durationProblem({ ...existing, ...settleDuration(fields) });
  if (duration) problems.durationDays = [duration];
  if (fields.name !== undefined && (await isTaken(ctx, fields.name, existing?.id))) problems.name = [nameWords.taken];
  return problems;
}

/** What becomes a purchase loses its days, unless a number is sent along. */
export function settleDuration<Fields extends Partial<CreateTvodPriceInput>>(fields: Fields): Fields {
  const { tvodType, durationDays } = fields;
  return tvodType === 'purchase' && durationDays === undefined ? { ...fields, durationDays: null } : fields;
}

async function isTaken(ctx: Context, name: string, exceptId = 0): Promise<boolean> {
  const [other] = await ctx.db
    .select({ id: tvodPrices.id })
    .from(tvodPrices)
    .where(
      and(sql`lower(${tvodPrices.name}) = lower(${name})`, isNull(tvodPrices.archivedAt), ne(tvodPrices.id, exceptId)),
    )
    .limit(1);
  return other !== undefined;
}
