import { and, isNull, ne, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { tvodPrices } from '@/db/schema/coupons';
import type { FieldErrors } from '@/lib/core/errors';
import { nameWords } from '@/lib/domain/coupons/imports/schemas';
import type { Context } from '@/lib/platform/context/context';
import { type CreateTvodPriceInput, durationProblem, type updateTvodPriceInput } from './schemas';
import { readTvodPrice, type TvodPrice } from './tvod-price-row';

type GivenFields = { [Field in keyof CreateTvodPriceInput]?: CreateTvodPriceInput[Field] | undefined };

/**
 * What only the database knows to be wrong with a new price of these fields, or with price `id` after they change; for a
 * refusal of fields that do not parse.
 * @throws NotFound
 */
export async function checkTvodPrice(
  ctx: Context,
  { id, ...fields }: Partial<z.output<typeof updateTvodPriceInput>>,
): Promise<FieldErrors> {
  return findTvodPriceProblems(ctx, fields, id === undefined ? undefined : await readTvodPrice(ctx, id));
}

/** The rule between type and duration, and a name that another price has. */
export async function findTvodPriceProblems(
  ctx: Context,
  fields: GivenFields,
  existing?: TvodPrice,
): Promise<FieldErrors> {
  const problems: FieldErrors = {};
  const duration = durationProblem({ ...existing, ...settleDuration(fields) });
  if (duration) problems.durationDays = [duration];
  if (fields.name !== undefined && (await isTaken(ctx, fields.name, existing?.id))) problems.name = [nameWords.taken];
  return problems;
}

/** What becomes a purchase loses its days, unless a number is sent along. */
export function settleDuration<Fields extends GivenFields>(fields: Fields): Fields {
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
