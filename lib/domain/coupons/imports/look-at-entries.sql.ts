import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { coupons } from '@/db/schema/coupons';
import type { LinkTable } from '@/lib/domain/coupons/directory-entries/count-of-coupons.sql';
import type { OwnTable } from '@/lib/domain/coupons/directory-entries/entry-table';
import type { Imported } from './import-kind';
import { lookAtImported } from './look-at-imported.sql';

type Of = { own: OwnTable; links: LinkTable };

/** Entries of a directory: those that coupons in use are limited to stay, and those of whom such coupons are for. Locks as `lookAtImported`. */
export function lookAtEntries(db: Executor, { own, links }: Of, ids: number[], hold: boolean): Promise<Imported[]> {
  const { links: linked, targetColumn } = links;
  const isLinked = sql`exists (
    select from ${linked} l join ${coupons} k on k.id = l.coupon_id and k.deleted_at is null
    where l.${sql.identifier(targetColumn)} = e.id)`;
  const isForMembers = sql`e.id in (select unnest(k.member_group_ids) from ${coupons} k where k.deleted_at is null)`;
  const stays = {
    taken_out: sql`e.archived_at is not null`,
    depended_on: targetColumn === 'user_group_id' ? sql`${isLinked} or ${isForMembers}` : isLinked,
    changed: sql`e.updated_at > e.created_at`,
  };
  return lookAtImported(db, { table: sql`${own}`, name: sql`e.name`, stays }, ids, hold);
}
