import { and, eq, type SQL, sql } from 'drizzle-orm';
import { codes, coupons } from '@/db/schema/coupons';
import { integrators } from '@/db/schema/integrators';
import { type Keyset, type KeysetPage, keysetClauses, keysetPage } from '@/lib/core/keyset';
import { readFound } from '@/lib/core/read-found';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { ownIntegrator } from '@/lib/platform/context/own-integrator';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import {
  browseOwnRedemptionsInput,
  browseRedemptionsInput,
  listRedemptionChoicesInput,
  type RedemptionFilter,
} from './filter-schemas';
import { redemptionsWhere } from './redemption-filter';
import { selectRedemptions } from './select-redemptions.sql';
import { type RedemptionSummary, summarizeRedemptions } from './summarize-redemptions';

const id = sql`r.id`;
const byId = { value: null, type: 'integer', id } as const;
/** Where days are given: the index of instants has them in this order. */
const byInstant = { value: sql`r.created_at`, type: 'timestamptz', id } as const;

function keysetFor(sort: 'newest' | 'oldest', { search, from, to }: Partial<RedemptionFilter>): Keyset {
  const descending = sort === 'newest';
  // What is searched for is read by its ids.
  return (from || to) && !search
    ? { name: `${sort}_of_days`, ...byInstant, descending }
    : { name: sort, ...byId, descending };
}

const perPage = 50;

export type RedemptionsPage = KeysetPage<RedemptionSummary>;

/** Redemptions as the desk looks through them, page by page in both directions. @throws Forbidden, Invalid (`after`) */
export const browseRedemptions = operation(
  'redemptions.read',
  browseRedemptionsInput,
  async (ctx: Context<UserActor>, { after, sort, ...filter }): Promise<RedemptionsPage> => {
    if (filter.search && !after)
      recordSecurityEvent(ctx, { kind: 'customers.searched', data: { among: 'redemptions' } });
    const where = redemptionsWhere(filter, ctx.now());
    return readPage(ctx, keysetFor(sort, filter), { after, where, isSearched: Boolean(filter.search) });
  },
);

/** What a partner's own integrator redeemed, newest first. @throws Forbidden, Invalid (`after`) */
export const browseOwnRedemptions = operation(
  'partner.read',
  browseOwnRedemptionsInput,
  (ctx, { after, ...filter }): Promise<RedemptionsPage> => {
    const where = redemptionsWhere({ ...filter, integratorId: ownIntegrator(ctx) }, ctx.now());
    return readPage(ctx, keysetFor('newest', {}), { after, where, isSearched: false });
  },
);

type Part = { after: string | undefined; where: SQL; isSearched: boolean };

async function readPage(ctx: Context, keyset: Keyset, { after, where, isSearched }: Part): Promise<RedemptionsPage> {
  const request = { after, page: 1, perPage };
  const clauses = keysetClauses(keyset, request);
  const { at, descending, limit } = clauses;
  const read = (those: SQL, orderBy: SQL | undefined) => selectRedemptions(ctx, those, { limit, orderBy });
  const list = { id: keyset.id, table: 'redemptions', descending, after: at?.id ?? null, limit } as const;
  const found = isSearched
    ? await readFound({ ...list, search: where }, read)
    : await read(and(where, clauses.where) ?? where, sql.join(clauses.orderBy, sql`, `));
  const rows = await summarizeRedemptions(ctx, found);
  const sorted = rows.map((row) => ({ ...row, sortValue: keyset.value ? row.createdAt.toISOString() : null }));
  return keysetPage(keyset, request, clauses.at, sorted);
}

export type RedemptionChoices = {
  integrators: { id: number; name: string }[];
  /** What the filter names by id. */
  coupon: { id: number; code: string } | null;
  code: { id: number; lastFour: string } | null;
};

/** What the list can be narrowed to, and the names of what it is narrowed to. @throws Forbidden, Invalid */
export const listRedemptionChoices = operation(
  'redemptions.read',
  listRedemptionChoicesInput,
  async (ctx: Context<UserActor>, { couponId = 0, codeId = 0 }): Promise<RedemptionChoices> => {
    const [ofIntegrators, [coupon], [code]] = await Promise.all([
      ctx.db
        .select({ id: integrators.id, name: integrators.name })
        .from(integrators)
        .orderBy(sql`lower(${integrators.name})`),
      ctx.db.select({ id: coupons.id, code: coupons.code }).from(coupons).where(eq(coupons.id, couponId)),
      ctx.db.select({ id: codes.id, lastFour: codes.lastFour }).from(codes).where(eq(codes.id, codeId)),
    ]);
    return { integrators: ofIntegrators, coupon: coupon ?? null, code: code ?? null };
  },
);
