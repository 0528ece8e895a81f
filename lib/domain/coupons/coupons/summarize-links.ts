import { couponOperation } from './coupon-reach';
import type { CappedCount } from './list-coupons';
import { summarizeLinksInput } from './schemas';
import { countLinks } from './summarize-links.sql';

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
export const summarizeLinks = couponOperation(
  'coupons.read',
  summarizeLinksInput,
  async (ctx, { kind, couponId, name }): Promise<LinkSummary> => {
    const row = await countLinks(ctx.db, { kind, couponId, name, namesShown, limit: countedUpTo + 1 });
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
