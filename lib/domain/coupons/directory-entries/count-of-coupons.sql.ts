import { type SQL, sql } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import type { LinkKind } from '@/lib/domain/coupons/coupons/filters';
import type { linkTables } from '@/lib/domain/coupons/coupons/link-tables';

export type LinkTable = (typeof linkTables)[LinkKind];

/** How many coupons in use are limited to an entry, for a select of its table. */
export const countOfCoupons = ({ links, targetColumn, plural }: LinkTable): SQL<number> => sql<number>`(
  select count(*)::int from ${links} l join ${coupons} k on k.id = l.coupon_id and k.deleted_at is null
  where l.${sql.identifier(targetColumn)} = ${sql.identifier(plural)}.id)`;
