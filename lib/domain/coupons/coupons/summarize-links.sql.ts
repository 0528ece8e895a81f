import { eq, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import type { LinkKind } from './filters';
import { linkTables } from './link-tables';
import { linkOf, linksThatFit } from './list-links';

/** `linked` and `names` are of all that are linked; `fit` and `unlinked` of those of each side with the name asked for. */
type CountedLinks = { linked: number; names: string[]; fit: number; unlinked: number };

type Counting = {
  kind: LinkKind;
  couponId: number;
  name: string | undefined;
  namesShown: number;
  /** Those that are not linked are counted no further. */
  limit: number;
};

/** Counts the links of a coupon, all in one snapshot. */
export async function countLinks(
  db: Executor,
  { kind, couponId, name, namesShown, limit }: Counting,
): Promise<CountedLinks | undefined> {
  const { entries, links, linkTarget, linkCoupon } = linkTables[kind];
  const linkedEntries = sql`${links} join ${entries} on ${entries.id} = ${linkTarget}`;
  const unlinked = sql`select from ${entries} left join ${links} on ${linkOf(kind, couponId)}
    where ${linksThatFit(kind, 'unlinked', name)} limit ${limit}`;
  const [counted] = await db.execute<CountedLinks>(sql`
    select (select count(*)::int from ${links} where ${eq(linkCoupon, couponId)}) as linked,
      array(select ${entries.name} from ${linkedEntries} where ${eq(linkCoupon, couponId)}
        order by lower(${entries.name}), ${entries.id} limit ${namesShown}) as names,
      (select count(*)::int from ${linkedEntries} where ${eq(linkCoupon, couponId)}
        and ${linksThatFit(kind, 'linked', name)}) as fit,
      (select count(*)::int from (${unlinked}) as found) as unlinked`);
  return counted;
}
