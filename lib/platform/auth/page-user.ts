import { Conflict } from '@/lib/core/errors';
import type { UserActor } from '@/lib/platform/context/actor';

/** The header in which a page of the desk says for whom it was rendered. */
export const pageUserHeader = 'x-desk-user';

/** The header with which a page says that nobody has touched it for a minute: it asks by itself. */
export const unattendedHeader = 'x-desk-unattended';

/**
 * Refuses a write of a page that was rendered for somebody else: another person has signed in in this browser meanwhile.
 * A request that says nothing of it comes from no page that was hydrated.
 * @param header the value of `pageUserHeader`
 * @throws Conflict `other_user`
 */
export function assertPageUser(header: string | null | undefined, actor: UserActor): void {
  if (!header || header === String(actor.id)) return;
  throw new Conflict(
    'other_user',
    `This page was opened by somebody else. You are signed in as ${actor.name} now: reload the page. Nothing was changed.`,
  );
}
