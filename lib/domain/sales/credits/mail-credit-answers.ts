import { and, asc, eq, sql } from 'drizzle-orm';
import { creditRequests } from '@/db/schema/credits';
import { users } from '@/db/schema/team';
import { sendEmail } from '@/lib/adapters/messaging/send-email';
import { formatPaisa } from '@/lib/core/money';
import { routes } from '@/lib/core/routes';
import { composeNotice } from '@/lib/domain/access/compose-notice';
import { isActive } from '@/lib/platform/auth/held-role';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { getSettings } from '@/lib/platform/settings/get-settings';

/** In one run. */
const atMost = 20;

/**
 * Mails partners what became of their requests for credit. May run again at any time: each mail has a key of its own. Without a
 * provider, or while it fails, they wait for the next run; the partner's own page says it meanwhile. Anyone who is disabled gets none.
 */
export async function mailCreditAnswers(ctx: Context<SystemActor>, signal?: AbortSignal): Promise<void> {
  const due = await ctx.db
    .select({ request: creditRequests, email: users.email, isActive: sql<boolean>`${isActive()}` })
    .from(creditRequests)
    .innerJoin(users, eq(users.id, creditRequests.askedBy))
    .where(eq(creditRequests.mailDue, true))
    .orderBy(asc(creditRequests.id))
    .limit(atMost);
  if (due.length === 0) return;
  const { companyName } = await getSettings(ctx.db);
  for (const { request, email, isActive: isWanted } of due) {
    if (isWanted) {
      const idempotencyKey = `credit-request-${request.id}`;
      const outcome = await sendEmail({ ...compose(request, companyName), to: email, idempotencyKey }, signal);
      if (outcome.kind === 'not_configured' || outcome.kind === 'retry') return;
    }
    const isIt = and(eq(creditRequests.id, request.id), eq(creditRequests.mailDue, true));
    await ctx.db.update(creditRequests).set({ mailDue: false }).where(isIt);
  }
}

function compose({ state, amountPaisa, grantedPaisa, answer }: typeof creditRequests.$inferSelect, company: string) {
  const asked = formatPaisa(amountPaisa);
  const given = formatPaisa(grantedPaisa ?? 0);
  const isGranted = state === 'granted';
  return composeNotice({
    subject: isGranted ? `${company}: ${given} of credit` : `${company}: no credit for now`,
    lines: isGranted
      ? [`You asked for ${asked} of credit. ${given} is there now.`]
      : [`You asked for ${asked} of credit. It was not given.`, ...(answer ? [`Why: ${answer}`] : [])],
    look: { path: routes.partner(), where: 'Overview, in the desk’s menu' },
  });
}
