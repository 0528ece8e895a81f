import { eq, sql } from 'drizzle-orm';
import { operation } from '@/lib/platform/context/operation';
import { linkTables } from './link-tables';
import type { CappedCount } from './list-coupons';
import { linkOf, linksThatFit } from './list-links';
import { summarizeLinksInput } from './schemas';

export type LinkSummary = {
  /** How many are linked, whatever their name, and the first of them. */
  linked: number;
  firstNames: string[];
  /** How many of each side have the name that was asked for. */
  matching: { linked: number; unlinked: CappedCount };
};

const namesShown = 3;
const countedUpTo = 10_000;

/** What a coupon's links amount to: for a sentence, and for the figures above the two sides. @throws Forbidden */
export const summarizeLinks = operation(
  'coupons.read',
  summarizeLinksInput,
  async (ctx, { kind, couponId, name }): Promise<LinkSummary> => {
    const { entries, links, linkTarget, linkCoupon } = linkTables[kind];
    const linkedOnes = sql`${links} join ${entries} on ${entries.id} = ${linkTarget}`;
    const unlinked = sql`select from ${entries} left join ${links} on ${linkOf(kind, couponId)}
    where ${linksThatFit(kind, 'unlinked', name)} limit ${countedUpTo + 1}`;
    const [row] = await ctx.db.execute<{ linked: number; names: string[]; fit: number; unlinked: number }>(sql`
    select (select count(*)::int from ${links} where ${eq(linkCoupon, couponId)}) as linked,
      array(select ${entries.name} from ${linkedOnes} where ${eq(linkCoupon, couponId)}
        order by lower(${entries.name}), ${entries.id} limit ${namesShown}) as names,
      (select count(*)::int from ${linkedOnes} where ${eq(linkCoupon, couponId)}
        and ${linksThatFit(kind, 'linked', name)}) as fit,
      (select count(*)::int from (${unlinked}) as found) as unlinked`);
    if (!row) throw new Error('Nothing was counted.');
    return {
      linked: row.linked,
      firstNames: row.names,
      matching: {
        linked: row.fit,
        unlinked: { count: Math.min(row.unlinked, countedUpTo), capped: row.unlinked > countedUpTo },
      },
    };
  },
);
