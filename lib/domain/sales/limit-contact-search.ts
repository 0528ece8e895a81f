import { parseNepaliMobile } from '@/lib/core/phone';
import { limitAttempts } from '@/lib/platform/auth/limit-attempts';
import type { Context } from '@/lib/platform/context/context';
import { seesContacts } from './customer-contacts';

const hourly = { limit: 60, windowSeconds: 60 * 60 };

/** The whole phone number or email address that a search is; null of a part of one. */
export function wholeContact(search: string): string | null {
  return parseNepaliMobile(search) ?? (search.includes('@') ? search.toLowerCase() : null);
}

/**
 * Anyone who sees contacts masked finds them by the whole of one, and could try what is masked until it is found: 60 times an
 * hour. A page of sales asks twice, for its rows and their sum. @throws RateLimited
 */
export async function limitContactSearch({ db, actor, now }: Context, search: string | undefined): Promise<void> {
  if (actor.kind !== 'user' || seesContacts(actor) || !wholeContact(search ?? '')) return;
  await limitAttempts(db, now(), [{ key: `contact-search:user:${actor.id}`, ...hourly }]);
}
