import type { Sql } from 'postgres';
import { hotSql } from '@/db/client';
import { Conflict, Invalid } from '@/lib/core/errors';
import { fieldErrorsOf } from '@/lib/core/field-errors';
import { auditActor } from '@/lib/platform/audit/record-audit';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import type { Redemption } from './redemption';
import { emitRolledBack } from './redemption-events.sql';
import { type RollBackRedemptionInput, rollBackRedemptionInput } from './schemas';
import { ownerOf, selectRedemption } from './select-redemptions';

const rolledBack = emitRolledBack('ended');

type Given = { id: number; reason: string; at: string; owner: number | null; requestId: string | null };

/** Coupon, then code, then redemption: the order in which redeeming locks them, too. */
const rollBack = (sql: Sql, { id, reason, at, owner, requestId }: Given, actor: ReturnType<typeof auditActor>) => sql`
  with target as materialized (
    select id, coupon_id, code_id from redemptions
    where id = ${id} and (${owner}::bigint is null or integrator_id = ${owner}::bigint)
  ),
  coupon as materialized (
    select id, redemption_count from coupons where id = (select coupon_id from target) for no key update
  ),
  code as materialized (
    select id from codes where exists (select from coupon) and id = (select code_id from target) for no key update
  ),
  ended as (
    update redemptions set state = 'rolled_back', ended_at = ${at}::timestamptz, end_reason = ${reason}
    where id = (select t.id from target t join coupon k on k.id = t.coupon_id left join code d on d.id = t.code_id)
      and (state = 'redeemed' or (state = 'held' and hold_expires_at > ${at}::timestamptz))
    returning *
  ),
  counted as (
    update coupons c set redemption_count = k.redemption_count - 1
    from ended e join coupon k on k.id = e.coupon_id where c.id = k.id
  ),
  freed as (
    update codes c set status = case when c.sold_at is null then 'available' else 'sold' end, redeemed_at = null
    from ended e where c.id = e.code_id
  ),
  told as (${sql.unsafe(rolledBack)}),
  audited as (
    insert into audit_events (at, actor_kind, user_id, api_key_id, actor_name, action, subject_kind, subject_id, data,
      request_id)
    select ${at}::timestamptz, ${actor.actorKind}, ${actor.userId}::bigint, ${actor.apiKeyId}::bigint,
      ${actor.actorName}, 'redemption.rolled_back', 'redemption', id,
      jsonb_build_object('couponId', coupon_id, 'codeId', code_id, 'reason', ${reason}::text), ${requestId} from ended
  )
  select id from ended`;

/**
 * Gives a redemption or a hold back: its code and its place under the limit are free again, its history stays.
 * @throws NotFound, Conflict (`already_rolled_back`, `hold_lapsed`)
 */
export async function rollBackRedemption(ctx: Context, input: RollBackRedemptionInput): Promise<Redemption> {
  assertCan(ctx, 'redemptions.write');
  const parsed = rollBackRedemptionInput.safeParse(input);
  if (!parsed.success) throw new Invalid(fieldErrorsOf(parsed.error));
  const given = {
    ...parsed.data,
    at: ctx.now().toISOString(),
    owner: ownerOf(ctx.actor),
    requestId: ctx.requestId ?? null,
  };
  const [ended] = await rollBack(hotSql(ctx.db), given, auditActor(ctx.actor));
  const redemption = await selectRedemption(ctx, parsed.data.id);
  if (ended) return redemption;
  if (redemption.state === 'lapsed') {
    throw new Conflict('hold_lapsed', 'The hold ran out by itself: there is nothing to roll back.');
  }
  throw new Conflict('already_rolled_back', 'This was rolled back before.');
}
