import { publicUrl } from '@/lib/core/env';
import { routes } from '@/lib/core/routes';
import { readSignedToken, signToken } from '@/lib/platform/keys/signed-token';

const hours = 24;
const purpose = 'help link';

/**
 * What the help page speaks of, by the codes of refusals. A code that does not exist, is not sold yet or was withdrawn reads
 * alike, so that nobody learns which codes exist.
 */
const topicsOf = {
  not_valid: ['code_unknown', 'code_not_sold', 'code_deleted', 'code_voided', 'batch_paused', 'coupon_deleted'],
  not_now: ['coupon_unavailable', 'coupon_paused'],
  not_yet: ['coupon_not_released'],
  over: ['coupon_expired', 'code_expired'],
  personal: ['issued_code_needed'],
  used: ['code_already_redeemed'],
  on_hold: ['code_on_hold'],
  used_up: ['limit_reached', 'budget_spent'],
  used_by_you: ['user_already_redeemed', 'user_limit_reached'],
  not_for_you: ['user_not_member', 'user_status_not_eligible'],
  other_purchase: ['purchase_not_covered', 'tvod_price_unknown'],
  more: ['amount_too_small'],
  incomplete: ['user_status_needed', 'purchase_needed', 'amount_needed'],
} as const;

export type HelpTopic = keyof typeof topicsOf;
const topics = Object.keys(topicsOf) as HelpTopic[];

/**
 * The address of a page that explains a refusal to the customer, for a day. The address itself holds what the page says and
 * nothing of the coupon, the code or the user. Null where the desk does not know its own address.
 */
export function makeHelpUrl(codes: (string | null)[], now: Date): string | null {
  const found = topics.filter((topic) => topicsOf[topic].some((code) => codes.includes(code)));
  if (found.length === 0) return null;
  const shown = found.includes('not_valid') ? ['not_valid'] : found;
  const until = Math.floor(now.getTime() / 1000) + hours * 3600;
  return publicUrl(routes.help(signToken(purpose, `${until} ${shown.join(' ')}`)));
}

/** What the page of such an address says; null for one that is over, or that we did not make. */
export function readHelpToken(token: string, now: Date): HelpTopic[] | null {
  const text = readSignedToken(purpose, token);
  if (text === null) return null;
  const [until, ...shown] = text.split(' ');
  if (Number(until) * 1000 <= now.getTime()) return null;
  return topics.filter((topic) => shown.includes(topic));
}
