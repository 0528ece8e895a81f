import { inArray } from 'drizzle-orm';
import { codes } from '@/db/schema/coupons';
import { normalizeExternalId } from '@/lib/core/normalize-text';
import { digestsOf } from '@/lib/domain/coupons/reading/digest-code';
import { normalizeCode } from '@/lib/domain/coupons/reading/normalize-code';
import { operation } from '@/lib/platform/context/operation';
import { normalizeRedemptionSearchInput } from './filter-schemas';
import { hasRedemptionOf } from './normalize-redemption-search.sql';
import { numberIn } from './redemption-filter';

/** What can be in an address: the id of the code that was pasted, a user as typed, or four characters. */
export type NormalizedRedemptionSearch =
  | { by: 'code'; codeId: number }
  | { by: 'user'; search: string }
  | { by: 'last_four'; search: string };

/** Makes a search without a whole code in it from what somebody typed or pasted. @throws Forbidden, Invalid */
export const normalizeRedemptionSearch = operation(
  'redemptions.read',
  normalizeRedemptionSearchInput,
  async (ctx, { text }): Promise<NormalizedRedemptionSearch> => {
    const [code] = await ctx.db
      .select({ id: codes.id })
      .from(codes)
      .where(inArray(codes.digest, digestsOf(text)));
    if (code) return { by: 'code', codeId: code.id };
    const ref = normalizeExternalId(text.replaceAll('\0', ''));
    const isUser = numberIn(ref) !== null || (await hasRedemptionOf(ctx.db, ref));
    return isUser ? { by: 'user', search: ref } : { by: 'last_four', search: normalizeCode(text).slice(-4) };
  },
);
