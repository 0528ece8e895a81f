import { eq, sql } from 'drizzle-orm';
import { codes } from '@/db/schema/coupons';
import { normalizeCode } from '@/lib/domain/coupons/codes/alphabet';
import { digestCode } from '@/lib/domain/coupons/codes/encrypt-code';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import type { NormalizeRedemptionSearchInput } from './schemas';

/** What may stand in an address: the number of the code that was pasted, a user as typed, or four characters. */
export type NormalizedRedemptionSearch =
  | { by: 'code'; codeId: number }
  | { by: 'user'; search: string }
  | { by: 'last_four'; search: string };

/** Makes of what somebody typed or pasted a search without a whole code in it. @throws Forbidden */
export async function normalizeRedemptionSearch(
  ctx: Context,
  { text }: NormalizeRedemptionSearchInput,
): Promise<NormalizedRedemptionSearch> {
  assertCan(ctx, 'redemptions.read');
  const [code] = await ctx.db
    .select({ id: codes.id })
    .from(codes)
    .where(eq(codes.digest, digestCode(text)));
  if (code) return { by: 'code', codeId: code.id };
  const ref = text.replaceAll('\0', '');
  const [user] = await ctx.db.execute(sql`select 1 from redemptions where user_ref = ${ref} limit 1`);
  return user ? { by: 'user', search: ref } : { by: 'last_four', search: normalizeCode(text).slice(-4) };
}
