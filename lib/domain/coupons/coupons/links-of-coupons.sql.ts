import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import type { LinkKind } from './filters';
import { linkTables } from './link-tables';

type Named = { id: number; name: string };

/** What each of these coupons is limited to, by id, archived or not; a coupon without any is not among them. */
export async function linksOfCoupons(db: Executor, kind: LinkKind, couponIds: number[]): Promise<Map<number, Named[]>> {
  const { entries, links, targetColumn } = linkTables[kind];
  if (couponIds.length === 0) return new Map();
  const rows = await db.execute<{ coupon_id: string; linked: Named[] }>(sql`
    select l.coupon_id, json_agg(json_build_object('id', e.id, 'name', e.name) order by e.id) as linked
    from ${links} l join ${entries} e on e.id = l.${sql.identifier(targetColumn)}
    where l.coupon_id in ${couponIds} group by l.coupon_id`);
  return new Map(rows.map(({ coupon_id, linked }) => [Number(coupon_id), linked]));
}
