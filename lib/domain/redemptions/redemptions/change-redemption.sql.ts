import { sql } from 'drizzle-orm';
import { asSql } from '@/db/as-sql';
import { hotSql, isTransaction } from '@/db/client';
import { isLive, isLiveHold } from '@/lib/domain/coupons/coupons/hold-conditions.sql';
import {
  type AuditRequest,
  auditRequest,
  auditRequestColumns,
  insertAudit,
} from '@/lib/platform/audit/insert-audit.sql';
import type { Context } from '@/lib/platform/context/context';
import { ownerOf } from '@/lib/platform/context/own-integrator';
import { webhookOutbox } from '@/lib/platform/webhooks/outbox.sql';
import { freeCodes } from './holds.sql';
import { endedEvents, redeemedEvents, rolledBackEvents } from './redemption-events.sql';

/** `owner`: the integrator whose redemption it has to be, if any. */
type Change = { id: number; at: string; owner: number | null; reason: string | null } & AuditRequest;

const columns: Record<keyof Change, string> = {
  id: 'bigint',
  at: 'timestamptz',
  owner: 'bigint',
  reason: 'text',
  ...auditRequestColumns,
};
const request = `jsonb_to_record($1::text::jsonb) as q (${Object.entries(columns)
  .map((column) => column.join(' '))
  .join(', ')})`;
const isOwned = '(q.owner is null or r.integrator_id = q.owner)';
const audited = { subjectKind: 'redemption', subjectId: 'e.id', at: 'q.at' };

/** Locks the redemption's row only: that lock decides between this and a statement that finds the hold's time over. */
const confirm = `
  with request as materialized (select * from ${request}),
  confirmed as (
    update redemptions r set state = 'redeemed', confirmed_at = q.at from request q
    where r.id = q.id and ${isLiveHold('r', 'q.at')} and ${isOwned}
    returning r.*
  ),
  emitted as (${webhookOutbox(redeemedEvents({ from: 'confirmed', at: 'confirmed_at' }))}),
  audited as (${insertAudit({
    ...audited,
    from: 'confirmed e, request q',
    action: "'redemption.confirmed'",
    data: "jsonb_build_object('couponId', coupon_id)",
  })})
  select id from confirmed`;

/** Locks the coupon, then the code, then the redemption: the order in which redeeming locks them, too. */
const rollBack = `
  with request as materialized (select * from ${request}),
  target as materialized (
    select r.id, r.coupon_id, r.code_id from redemptions r join request q on r.id = q.id where ${isOwned}
  ),
  coupon as materialized (
    select id, redemption_count, spent from coupons where id = (select coupon_id from target) for no key update
  ),
  code as materialized (
    select id from codes where exists (select from coupon) and id = (select code_id from target) for no key update
  ),
  ended as (
    update redemptions r set state = 'rolled_back', ended_at = q.at, end_reason = q.reason from request q
    where r.id = (select t.id from target t join coupon k on k.id = t.coupon_id left join code d on d.id = t.code_id)
      and ${isLive('r', 'q.at')}
    returning r.*
  ),
  counted as (
    update coupons c set redemption_count = k.redemption_count - 1,
      spent = greatest(0, k.spent - coalesce(e.amount_off, 0))
    from ended e join coupon k on k.id = e.coupon_id where c.id = k.id
  ),
  freed as (${freeCodes('ended')}),
  emitted as (${webhookOutbox(rolledBackEvents('ended'), endedEvents('ended'))}),
  audited as (${insertAudit({
    ...audited,
    from: 'ended e, request q',
    action: "'redemption.rolled_back'",
    data: "jsonb_build_object('couponId', coupon_id, 'codeId', code_id, 'reason', reason)",
  })})
  select id from ended`;

/** Whether a live hold of the actor's became a redemption. */
export function confirmHold(ctx: Context, id: number): Promise<boolean> {
  return run(ctx, confirm, { id, reason: null });
}

/** Whether a live redemption of the actor's was ended. */
export function endRedemption(ctx: Context, change: { id: number; reason: string }): Promise<boolean> {
  return run(ctx, rollBack, change);
}

async function run(ctx: Context, statement: string, { id, reason }: Pick<Change, 'id' | 'reason'>): Promise<boolean> {
  const change: Change = { id, reason, at: ctx.now().toISOString(), owner: ownerOf(ctx.actor), ...auditRequest(ctx) };
  const request = JSON.stringify(change);
  // What is done in a transaction is committed with it, on its own connection.
  const rows = isTransaction(ctx.db)
    ? await ctx.db.execute(asSql((value) => statement.replace('$1', value), sql`${request}`))
    : await hotSql(ctx.db).unsafe(statement, [request], { prepare: true });
  return rows.length > 0;
}
