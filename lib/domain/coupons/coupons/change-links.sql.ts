import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import type { DriverRow } from '@/db/driver-row';
import type { userGroups } from '@/db/schema/directories';
import type { LinkKind } from './filters';
import { linkTables } from './link-tables';

type Links = { couponId: number; kind: LinkKind; ids: number[] };
/** What is linked, a plan or a user group: both have these columns. */
type LinkedEntry = DriverRow<typeof userGroups, 'id' | 'name'>;

/**
 * Links those that are not linked yet, and gives them by name. The caller holds the lock of the coupon; the entries follow,
 * for key share.
 */
export function insertLinks(
  tx: Executor,
  { couponId, kind, ids, withArchived }: Links & { withArchived: boolean },
): Promise<LinkedEntry[]> {
  const { entries, links, target } = partsOf(kind);
  return tx.execute<LinkedEntry>(sql`
    with inserted_link as (
      insert into ${links} (coupon_id, ${target})
      select ${couponId}, id from ${entries} where id in ${ids} and (archived_at is null or ${withArchived})
      on conflict do nothing returning ${target} as id
    )
    select id, name from ${entries} join inserted_link using (id) order by lower(name), id`);
}

/** Links coupons that the transaction itself made to entries that are not archived, which it locks for key share, in their order. */
export function insertLinksOfNew(
  tx: Executor,
  kind: LinkKind,
  pairs: { couponId: number; id: number }[],
): Promise<{ coupon_id: number; id: number; name: string }[]> {
  const { entries, links, target } = partsOf(kind);
  return tx.execute(sql`
    with inserted_link as (
      insert into ${links} (coupon_id, ${target})
      select p."couponId", p.id
      from jsonb_to_recordset(${JSON.stringify(pairs)}::text::jsonb) as p ("couponId" bigint, id bigint)
        join ${entries} e on e.id = p.id and e.archived_at is null
      order by p.id, p."couponId"
      returning coupon_id, ${target} as id
    )
    select l.coupon_id::float8 as coupon_id, e.id::float8 as id, e.name
    from ${entries} e join inserted_link l using (id) order by l.coupon_id, lower(e.name), e.id`);
}

/** Unlinks those that are linked, and gives them by name. The caller holds the lock of the coupon; its links follow. */
export function deleteLinks(tx: Executor, { couponId, kind, ids }: Links): Promise<LinkedEntry[]> {
  const { entries, links, target } = partsOf(kind);
  return tx.execute<LinkedEntry>(sql`
    with deleted_link as (
      delete from ${links} where coupon_id = ${couponId} and ${target} in ${ids}
      returning ${target} as id
    )
    select id, name from ${entries} join deleted_link using (id) order by lower(name), id`);
}

/** Which of these entries exist; of the archived ones only those that are linked, unless `withArchived`. */
export async function selectKnown(
  tx: Executor,
  { couponId, kind, ids, withArchived }: Links & { withArchived: boolean },
): Promise<number[]> {
  const { entries, links, target } = partsOf(kind);
  const known = withArchived
    ? sql`true`
    : sql`(archived_at is null or id in (select ${target} from ${links} where coupon_id = ${couponId}))`;
  const rows = await tx.execute<Pick<LinkedEntry, 'id'>>(sql`
    select id from ${entries} where id in ${ids} and ${known}`);
  return rows.map(({ id }) => Number(id));
}

function partsOf(kind: LinkKind) {
  const { entries, links, targetColumn } = linkTables[kind];
  return { entries, links, target: sql.identifier(targetColumn) };
}
