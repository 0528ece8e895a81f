import { eq } from 'drizzle-orm';
import { Conflict } from '@/lib/core/errors';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { deleteLinks, insertLinks, selectKnown } from './change-links.sql';
import { couponOperation } from './coupon-reach';
import type { LinkKind } from './filters';
import { lockCoupon } from './get-coupon';
import { linkTables } from './link-tables';
import { recordCouponChanges } from './record-coupon-changes';
import { changeLinksInput } from './schemas';

type Named = { id: number; name: string };
type Change = { couponId: number; kind: LinkKind; action: 'link' | 'unlink'; ids: number[]; withArchived: boolean };

export type ChangedLinks = {
  /** What this call linked or unlinked, by name; the others were so already, or are missing. */
  changed: Named[];
  /** Asked for and not there: unknown, or archived and so not to be linked any more. */
  missing: number[];
  /** How many are linked now. */
  linked: number;
};

/**
 * Links or unlinks up to 10,000 at once, recorded as one event. Doing it twice is no error; undo it with what it changed.
 * @throws Forbidden, NotFound (the coupon), Conflict `opens_to_all` when `keepLimited` and none would be left
 */
export const changeLinks = couponOperation(
  'coupons.write',
  changeLinksInput,
  async (ctx, { keepLimited, ...change }): Promise<ChangedLinks> => {
    const { couponId, kind, action } = change;
    return inTransaction(ctx, async (tx) => {
      // Of two calls that each unlink one of the last two, only one can find that another is left.
      await lockCoupon(tx, couponId, 'update');
      const rows = await (action === 'link' ? insertLinks(tx.db, change) : deleteLinks(tx.db, change));
      const changed = rows.map(({ id, name }) => ({ id: Number(id), name }));
      const { links, linkCoupon } = linkTables[kind];
      const linked = await tx.db.$count(links, eq(linkCoupon, couponId));
      if (keepLimited && linked === 0 && changed.length > 0) {
        throw new Conflict('opens_to_all', 'Without the last one the coupon is open to everyone. Nothing was changed.');
      }
      if (changed.length > 0) await recordCouponChanges(tx, linkEntry(change, changed));
      return { changed, missing: await findMissing(tx, change), linked };
    });
  },
);

async function findMissing(tx: Context, { action, ids, withArchived, ...change }: Change): Promise<number[]> {
  const known = await selectKnown(tx.db, { ...change, ids, withArchived: action === 'unlink' || withArchived });
  const found = new Set(known);
  return [...new Set(ids)].filter((id) => !found.has(id));
}

const namesWritten = 20;

/** One is recorded as a single link; of many, all ids and the first names. */
export function linkEntry({ couponId, kind, action }: Pick<Change, 'couponId' | 'kind' | 'action'>, changed: Named[]) {
  const done = action === 'link' ? 'added' : 'removed';
  const { plural } = linkTables[kind];
  const [first] = changed;
  const idKey = kind === 'user_group' ? 'userGroupId' : 'tvodPriceId';
  if (first && changed.length === 1) {
    return { subjectId: couponId, action: `coupon.${kind}_${done}`, data: { [idKey]: first.id, name: first.name } };
  }
  const names = changed.slice(0, namesWritten).map(({ name }) => name);
  const data = { count: changed.length, names, [`${idKey}s`]: changed.map(({ id }) => id) };
  return { subjectId: couponId, action: `coupon.${plural}_${done}`, data };
}
