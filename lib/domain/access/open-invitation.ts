import { and, eq, isNull, type SQL } from 'drizzle-orm';
import { invitations } from '@/db/schema/account-links';

/** An invitation that was neither accepted nor withdrawn, whether or not its link has ended. */
export const isOpenInvitation = (which: SQL) =>
  and(which, isNull(invitations.acceptedAt), isNull(invitations.withdrawnAt));

export const openInvitation = (id: number) => isOpenInvitation(eq(invitations.id, id));
