import { and, asc, eq } from 'drizzle-orm';
import { creditRequests } from '@/db/schema/credits';
import { integrators } from '@/db/schema/integrators';
import { users } from '@/db/schema/team';
import { sendEmail } from '@/lib/adapters/messaging/send-email';
import { formatPaisa } from '@/lib/core/money';
import { routes } from '@/lib/core/routes';
import { composeNotice } from '@/lib/domain/access/compose-notice';
import { holds, isActive } from '@/lib/platform/auth/held-role';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { getSettings } from '@/lib/platform/settings/get-settings';

/** In one run. */
const atMost = 20;

/**
 * Mails everybody who can answer a request for credit that it waits, once, without what its partner wrote: the desk sends no text of
 * others. May run again at any time: each mail has a key of its own. Without a provider, or while it fails, it waits for the next run.
 */
export async function mailCreditRequests(ctx: Context<SystemActor>, signal?: AbortSignal): Promise<void> {
  const due = await ctx.db
    .select({
      id: creditRequests.id,
      integratorId: creditRequests.integratorId,
      integrator: integrators.name,
      amountPaisa: creditRequests.amountPaisa,
    })
    .from(creditRequests)
    .innerJoin(integrators, eq(integrators.id, creditRequests.integratorId))
    .where(eq(creditRequests.askedMailDue, true))
    .orderBy(asc(creditRequests.id))
    .limit(atMost);
  if (due.length === 0) return;
  const { companyName } = await getSettings(ctx.db);
  const readers = await ctx.db
    .select({ id: users.id, email: users.email })
    .from(users)
    .where(and(holds('integrators.write'), isActive()));
  for (const { id, integratorId, integrator, amountPaisa } of due) {
    const amount = formatPaisa(amountPaisa);
    const notice = composeNotice({
      subject: `${companyName}: ${integrator} asks for ${amount} of credit`,
      lines: [
        `${integrator} asks for ${amount} of credit. What it is for is on the integrator’s page.`,
        'Top it up there, or refuse it with a reason. The partner is mailed of either.',
      ],
      look: { path: routes.integrator(integratorId), where: 'Integrators, in the desk’s menu' },
    });
    const outcomes = await Promise.all(
      readers.map((reader) =>
        sendEmail({ ...notice, to: reader.email, idempotencyKey: `credit-asked-${id}-${reader.id}` }, signal),
      ),
    );
    if (outcomes.some(({ kind }) => kind === 'not_configured' || kind === 'retry')) return;
    await ctx.db.update(creditRequests).set({ askedMailDue: false }).where(eq(creditRequests.id, id));
  }
}
