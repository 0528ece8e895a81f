import type { WebhookEventType } from '@/lib/platform/webhooks/event-types';
import { idWithoutContact, instantText, type Outbox } from '@/lib/platform/webhooks/outbox.sql';

const outbox = <T extends WebhookEventType>(rows: Outbox<T>): Outbox<T> => rows;

/** SQL of what every event of a redemption says; `row` has the columns of `redemptions`. */
const redemption = (row: string) => ({
  redemption_id: `${row}.id`,
  coupon_id: `${row}.coupon_id`,
  code_id: `${row}.code_id`,
  user_id: idWithoutContact(`${row}.user_ref`),
  tvod_price_id: `${row}.tvod_price_id`,
  subscription_id: idWithoutContact(`${row}.subscription_ref`),
});

/** For `webhookOutbox`: the rows of `from` that are redeemed at `at`. */
export function redeemedEvents({ from, at, where = 'true' }: { from: string; at: string; where?: string }) {
  return outbox({
    type: 'coupon.redeemed',
    from: `${from} r`,
    where,
    integratorId: 'r.integrator_id',
    at: `r.${at}`,
    data: { ...redemption('r'), redeemed_at: instantText(`r.${at}`) },
  });
}

/** For `webhookOutbox`: the rows of `from` that are held. */
export function heldEvents({ from }: { from: string }) {
  return outbox({
    type: 'redemption.held',
    from: `${from} r`,
    where: 'r.hold_until is not null',
    integratorId: 'r.integrator_id',
    at: 'r.at',
    data: { ...redemption('r'), hold_expires_at: instantText('r.hold_until') },
  });
}

/** For `webhookOutbox`: the holds of `from`, whose time is over. */
export function lapsedEvents({ from }: { from: string }) {
  return outbox({
    type: 'redemption.lapsed',
    from: `${from} r`,
    integratorId: 'r.integrator_id',
    at: 'r.ended_at',
    data: { ...redemption('r'), lapsed_at: instantText('r.ended_at') },
  });
}

/** For `webhookOutbox`: the rows of `from` that were rolled back, holds too. */
export function endedEvents(from: string) {
  return outbox({
    type: 'redemption.rolled_back',
    from: `${from} r`,
    integratorId: 'r.integrator_id',
    at: 'r.ended_at',
    data: {
      ...redemption('r'),
      state_before: "case when r.confirmed_at is null then 'held' else 'redeemed' end",
      rolled_back_at: instantText('r.ended_at'),
    },
  });
}

/** For `webhookOutbox`: the rows of `from` that were rolled back; a hold was never announced as redeemed, and so has no event. */
export function rolledBackEvents(from: string) {
  return outbox({
    type: 'coupon.rolled_back',
    from: `${from} r`,
    where: 'r.confirmed_at is not null',
    integratorId: 'r.integrator_id',
    at: 'r.ended_at',
    data: { ...redemption('r'), rolled_back_at: instantText('r.ended_at') },
  });
}

/** For `webhookOutbox`: the coupons of `from` that were redeemed so often within an hour that they are switched off. */
export function pausedEvents({ from }: { from: string }) {
  return outbox({
    type: 'coupon.paused',
    from: `${from} r`,
    where: 'r.is_paused',
    integratorId: 'r.integrator_id',
    at: 'r.at',
    data: { coupon_id: 'r.id', redemptions_per_hour: 'r.hour_limit', paused_at: instantText('r.at') },
  });
}

/** For `webhookOutbox`: the coupons of `counted` whose last place the last row of `taken` took. */
export function exhaustedEvents({ counted, taken }: { counted: string; taken: string }) {
  return outbox({
    type: 'coupon.exhausted',
    from: `${counted} r join ${taken} t on t.id = r.last_id`,
    where: 'r.is_exhausted',
    integratorId: 't.integrator_id',
    at: 'r.at',
    data: { coupon_id: 'r.id', max_redemptions: 'r.max_redemptions', redemption_id: 'r.last_id' },
  });
}
