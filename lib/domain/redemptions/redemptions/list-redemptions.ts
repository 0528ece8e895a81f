import { and, type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { asSql } from '@/db/as-sql';
import { Invalid } from '@/lib/core/errors';
import { isExpiredHold, isLiveHold } from '@/lib/domain/coupons/coupons/hold-conditions.sql';
import { operation } from '@/lib/platform/context/operation';
import { instantsOfRange } from '@/lib/platform/settings/instant-of-time';
import type { Redemption } from './redemption';
import { listRedemptionsInput } from './schemas';
import { selectRedemptions } from './select-redemptions.sql';

type Input = z.output<typeof listRedemptionsInput>;

/** Newest first. `next` is given back as `after` for the page that follows; null on the last. */
export type RedemptionPage = { rows: Redemption[]; next: string | null };

/** An integrator's own redemptions, or all of them for our own people. @throws Forbidden, Invalid */
export const listRedemptions = operation(
  'redemptions.read',
  listRedemptionsInput,
  async (ctx, input): Promise<RedemptionPage> => {
    const { limit } = input;
    const where = and(sql`true`, ...conditions(ctx.now(), input, await instantsOfRange(ctx, input))) ?? sql`true`;
    const rows = await selectRedemptions(ctx, where, { limit: limit + 1, orderBy: orderOf(input) });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return { rows: shown, next: rows.length > limit && last ? toCursor(last.id) : null };
  },
);

type Instants = Awaited<ReturnType<typeof instantsOfRange>>;

function conditions(now: Date, input: Input, { from, to }: Instants): (SQL | undefined)[] {
  const { coupon_id, user_id, state, after } = input;
  return [
    coupon_id === undefined ? undefined : sql`r.coupon_id = ${coupon_id}`,
    user_id === undefined ? undefined : sql`r.user_ref = ${user_id}`,
    state === undefined ? undefined : inState(state, now),
    from === undefined ? undefined : sql`r.created_at >= ${from.toISOString()}::timestamptz`,
    to === undefined ? undefined : sql`r.created_at < ${to.toISOString()}::timestamptz`,
    after === undefined ? undefined : isAfter(fromCursor(after), input),
  ];
}

type Range = Pick<Input, 'from' | 'to'>;
const hasRange = ({ from, to }: Range) => from !== undefined || to !== undefined;

/** The index of instants has those of a range in this order. */
const orderOf = (range: Range) => (hasRange(range) ? sql`r.created_at desc, r.id desc` : sql`r.id desc`);

function isAfter(id: number, range: Range): SQL {
  if (!hasRange(range)) return sql`r.id < ${id}`;
  return sql`(r.created_at, r.id) < ((select created_at from redemptions where id = ${id}), ${id}::bigint)`;
}

/** An expired hold is in the state `lapsed`, whether or not its row says so yet. */
export function inState(state: Redemption['state'], now: Date): SQL {
  const at = sql`${now.toISOString()}::timestamptz`;
  if (state === 'held') return asSql((instant) => isLiveHold('r', instant), at);
  if (state === 'lapsed') return sql`(r.state = 'lapsed' or ${asSql((instant) => isExpiredHold('r', instant), at)})`;
  return sql`r.state = ${state}`;
}

function toCursor(id: number): string {
  return Buffer.from(`r${id}`).toString('base64url');
}

function fromCursor(cursor: string): number {
  const id = /^r(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))?.[1];
  if (!id) throw new Invalid({ after: ['Give the "next" of the page before.'] });
  return Number(id);
}
