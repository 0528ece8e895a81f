import { eq, sql } from 'drizzle-orm';
import { Conflict } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { lockCoupon } from './get-coupon';
import { linkTables } from './link-tables';
import { changeLinksInput, type LinkKind } from './schemas';

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
export const changeLinks = operation(
  'coupons.write',
  changeLinksInput,
  async (ctx, { keepLimited, ...change }): Promise<ChangedLinks> => {
    const { couponId, kind, action } = change;
    return inTransaction(ctx, async (tx) => {
      // Of two calls that each unlink one of the last two, only one can find that another is left.
      await lockCoupon(tx, couponId, 'update');
      const changed = action === 'link' ? await insertLinks(tx, change) : await deleteLinks(tx, change);
      const { links, linkCoupon } = linkTables[kind];
      const linked = await tx.db.$count(links, eq(linkCoupon, couponId));
      if (keepLimited && linked === 0 && changed.length > 0) {
        throw new Conflict('opens_to_all', 'Without the last one the coupon is open to everyone. Nothing was changed.');
      }
      if (changed.length > 0) await recordAudit(tx, entry(change, changed));
      return { changed, missing: await findMissing(tx, change), linked };
    });
  },
);

async function insertLinks(tx: Context, { couponId, kind, ids, withArchived }: Change): Promise<Named[]> {
  const { entries, links, targetColumn } = linkTables[kind];
  const rows = await tx.db.execute<{ id: string; name: string }>(sql`
    with made as (
      insert into ${links} (coupon_id, ${sql.identifier(targetColumn)})
      select ${couponId}, id from ${entries} where id in ${ids} and (archived_at is null or ${withArchived})
      on conflict do nothing returning ${sql.identifier(targetColumn)} as id
    )
    select id, name from ${entries} join made using (id) order by lower(name), id`);
  return rows.map(({ id, name }) => ({ id: Number(id), name }));
}

async function deleteLinks(tx: Context, { couponId, kind, ids }: Change): Promise<Named[]> {
  const { entries, links, targetColumn } = linkTables[kind];
  const rows = await tx.db.execute<{ id: string; name: string }>(sql`
    with gone as (
      delete from ${links} where coupon_id = ${couponId} and ${sql.identifier(targetColumn)} in ${ids}
      returning ${sql.identifier(targetColumn)} as id
    )
    select id, name from ${entries} join gone using (id) order by lower(name), id`);
  return rows.map(({ id, name }) => ({ id: Number(id), name }));
}

async function findMissing(tx: Context, { couponId, kind, action, ids, withArchived }: Change): Promise<number[]> {
  const { entries, links, targetColumn } = linkTables[kind];
  const there =
    action === 'unlink' || withArchived
      ? sql`true`
      : sql`(archived_at is null or id in (
          select ${sql.identifier(targetColumn)} from ${links} where coupon_id = ${couponId}))`;
  const rows = await tx.db.execute<{ id: string }>(sql`select id from ${entries} where id in ${ids} and ${there}`);
  const found = new Set(rows.map(({ id }) => Number(id)));
  return [...new Set(ids)].filter((id) => !found.has(id));
}

const namesWritten = 20;

/** One is recorded as a single link; of many, all ids and the first names. */
function entry({ couponId, kind, action }: Change, changed: Named[]) {
  const done = action === 'link' ? 'added' : 'removed';
  const { plural } = linkTables[kind];
  const [first] = changed;
  const idKey = kind === 'user_group' ? 'userGroupId' : 'tvodPriceId';
  const subject = { subjectKind: 'coupon', subjectId: couponId };
  if (first && changed.length === 1) {
    return { ...subject, action: `coupon.${kind}_${done}`, data: { [idKey]: first.id, name: first.name } };
  }
  const names = changed.slice(0, namesWritten).map(({ name }) => name);
  const data = { count: changed.length, names, [`${idKey}s`]: changed.map(({ id }) => id) };
  return { ...subject, action: `coupon.${plural}_${done}`, data };
}
