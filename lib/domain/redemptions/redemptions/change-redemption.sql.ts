import { sql } from 'drizzle-orm';
import type { Sql } from 'postgres';
import { asSql } from '@/db/as-sql';
import { type Database, type Executor, hotSql, isTransaction, patientConnections, patientDatabase } from '@/db/client';
import { oneAfterTheOther, patienceMs, type WaitByKey, waitByKey } from '@/lib/core/wait-by-key';
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

/**
 * Locks the coupon, then the code, then the redemption: the order in which redeeming locks them, too. `eager` skips a coupon or a
 * code that somebody else holds, and says so; `patient` waits for them.
 */
const rollBack = (mode: 'eager' | 'patient') => `
  with request as materialized (select * from ${request}),
  target as materialized (
    select r.id, r.coupon_id, r.code_id from redemptions r join request q on r.id = q.id where ${isOwned}
  ),
  coupon as materialized (
    select id, redemption_count, spent from coupons where id = (select coupon_id from target)
    for no key update${mode === 'eager' ? ' skip locked' : ''}
  ),
  code as materialized (
    select id from codes where exists (select from coupon) and id = (select code_id from target)
    for no key update${mode === 'eager' ? ' skip locked' : ''}
  ),
  contended as materialized (
    select t.id, t.coupon_id from target t left join coupon k on k.id = t.coupon_id left join code d on d.id = t.code_id
    where ${mode === 'eager' ? 'k.id is null or (t.code_id is not null and d.id is null)' : 'false'}
  ),
  ended as (
    update redemptions r set state = 'rolled_back', ended_at = q.at, end_reason = q.reason from request q
    where not exists (select from contended)
      and r.id = (select t.id from target t join coupon k on k.id = t.coupon_id left join code d on d.id = t.code_id)
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
  select id, null as contended from ended union all select id, coupon_id from contended`;

const [rollBackEagerly, rollBackPatiently] = [rollBack('eager'), rollBack('patient')];

/** Whether a live hold of the actor's became a redemption. */
export async function confirmHold(ctx: Context, id: number): Promise<boolean> {
  const request = toRequest(ctx, { id, reason: null });
  const rows = isTransaction(ctx.db)
    ? await within(ctx.db, confirm, request)
    : await on(hotSql(ctx.db), confirm, request);
  return rows.length > 0;
}

/**
 * Whether a live redemption of the actor's was ended. A coupon or a code that somebody else holds is waited for apart from the
 * requests of all others. @throws Busy, with nothing done
 */
export async function endRedemption(ctx: Context, change: { id: number; reason: string }): Promise<boolean> {
  const request = toRequest(ctx, change);
  // What is done in a transaction is committed with it, on its own connection.
  if (isTransaction(ctx.db)) return (await within(ctx.db, rollBackPatiently, request)).length > 0;
  const eagerly = () => on(hotSql(ctx.db), rollBackEagerly, request);
  const [row] = await eagerly();
  if (!row?.contended) return row !== undefined;
  const patient = patientDatabase(ctx.db);
  const wait = waiters.get(patient) ?? makeWaiter(patient);
  return wait(row.contended, request, async () => {
    const [again] = await eagerly();
    return again?.contended ? undefined : again !== undefined;
  });
}

type ChangedRow = { id: string; contended?: string | null };

const waiters = new WeakMap<Database, WaitByKey<string, boolean>>();

function makeWaiter(patient: Database): WaitByKey<string, boolean> {
  const wait = waitByKey<string, boolean>({
    run: (requests) =>
      oneAfterTheOther(requests, async (request) => (await on(patient.$client, rollBackPatiently, request)).length > 0),
    atOnce: patientConnections,
    patienceMs,
  });
  waiters.set(patient, wait);
  return wait;
}

function toRequest(ctx: Context, { id, reason }: Pick<Change, 'id' | 'reason'>): string {
  const change: Change = { id, reason, at: ctx.now().toISOString(), owner: ownerOf(ctx.actor), ...auditRequest(ctx) };
  return JSON.stringify(change);
}

const on = (client: Sql, statement: string, request: string) =>
  client.unsafe<ChangedRow[]>(statement, [request], { prepare: true });

const within = (tx: Executor, statement: string, request: string) =>
  tx.execute<ChangedRow>(asSql((value) => statement.replace('$1', value), sql`${request}`));
