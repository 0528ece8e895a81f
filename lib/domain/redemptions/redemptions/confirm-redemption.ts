import type { Sql } from 'postgres';
import { hotSql } from '@/db/client';
import { Conflict } from '@/lib/core/errors';
import { auditActor } from '@/lib/platform/audit/record-audit';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import type { Redemption } from './redemption';
import { emitRedeemed } from './redemption-events.sql';
import { ownerOf, selectRedemption } from './select-redemptions';

const redeemed = emitRedeemed({ from: 'confirmed', at: 'confirmed_at' });

type Given = { id: number; at: string; owner: number | null; requestId: string | null };

/** The row's own lock decides between this and a statement that finds the hold's time over. */
const confirm = (sql: Sql, { id, at, owner, requestId }: Given, actor: ReturnType<typeof auditActor>) => sql`
  with confirmed as (
    update redemptions set state = 'redeemed', confirmed_at = ${at}::timestamptz
    where id = ${id} and state = 'held' and hold_expires_at > ${at}::timestamptz
      and (${owner}::bigint is null or integrator_id = ${owner}::bigint)
    returning *
  ),
  told as (${sql.unsafe(redeemed)})
  insert into audit_events (at, actor_kind, user_id, api_key_id, actor_name, action, subject_kind, subject_id, data,
    request_id)
  select ${at}::timestamptz, ${actor.actorKind}, ${actor.userId}::bigint, ${actor.apiKeyId}::bigint,
    ${actor.actorName}, 'redemption.confirmed', 'redemption', id, jsonb_build_object('couponId', coupon_id), ${requestId}
  from confirmed`;

/**
 * Makes a hold a redemption. Asking again changes nothing and answers the same.
 * @throws NotFound, Conflict (`hold_lapsed`, `already_rolled_back`)
 */
export async function confirmRedemption(ctx: Context, id: number): Promise<Redemption> {
  assertCan(ctx, 'redemptions.write');
  const at = ctx.now().toISOString();
  const given = { id, at, owner: ownerOf(ctx.actor), requestId: ctx.requestId ?? null };
  await confirm(hotSql(ctx.db), given, auditActor(ctx.actor));
  const redemption = await selectRedemption(ctx, id);
  if (redemption.state === 'lapsed') throw new Conflict('hold_lapsed', 'The hold ran out. Redeem the code anew.');
  if (redemption.state === 'rolled_back') {
    throw new Conflict('already_rolled_back', 'This was rolled back. Redeem the code anew.');
  }
  return redemption;
}
