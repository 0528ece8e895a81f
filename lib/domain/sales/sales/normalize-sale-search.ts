import { desc, eq, inArray, or } from 'drizzle-orm';
import { codes } from '@/db/schema/coupons';
import { sales } from '@/db/schema/sales';
import { parseNepaliMobile } from '@/lib/core/phone';
import { digestsOf } from '@/lib/domain/coupons/reading/digest-code';
import { normalizeCode } from '@/lib/domain/coupons/reading/normalize-code';
import { hasItNow, soldAs, soldWith } from '@/lib/domain/sales/pins/sold-as';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { findSales } from './find-sales';
import { byContact } from './sale-filter';
import { normalizeSaleSearchInput } from './schemas';

export type NormalizedSearch = {
  /** What is safe in an address, and is searched for. */
  search: string;
  /** What was found: the sale of this PIN or serial; a contact or reference as typed; nothing, so the last four remain. */
  by: 'secret' | 'as_typed' | 'last_four';
};

/**
 * Turns what was typed or pasted into a search without a whole PIN: a PIN or serial that was sold becomes `#12`, the number
 * of its sale, and what matches nothing is cut to its last four. @throws Forbidden, Invalid
 */
export const normalizeSaleSearch = operation(
  'sales.read',
  normalizeSaleSearchInput,
  async (ctx, { text }): Promise<NormalizedSearch> => {
    const found = await findBySecret(ctx, text);
    if (found !== undefined) return { search: `#${found}`, by: 'secret' };
    if (parseNepaliMobile(text) || (await isKnown(ctx, text))) return { search: text, by: 'as_typed' };
    return { search: normalizeCode(text).slice(-4), by: 'last_four' };
  },
);

async function findBySecret(ctx: Context, text: string): Promise<number | undefined> {
  const digests = digestsOf(text);
  const [code] = await ctx.db.select({ id: codes.id }).from(codes).where(inArray(codes.digest, digests));
  const [sale] = await ctx.db
    .select({ id: sales.id })
    .from(sales)
    .where(or(soldWith(ctx.db, digests), code ? soldAs(ctx.db, code.id) : undefined))
    .orderBy(hasItNow(digests), desc(sales.id))
    .limit(1);
  return sale?.id;
}

/** A reference, or a part of a contact, of a sale that there is. */
async function isKnown(ctx: Context, text: string): Promise<boolean> {
  const isMeant = or(eq(sales.reference, text), eq(sales.supplierReference, text), byContact(text, ctx.actor));
  return (await findSales(ctx.db, isMeant, { limit: 1 })).length > 0;
}
