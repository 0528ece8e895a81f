import { and, asc, eq, isNotNull, isNull, or, type SQL } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import { webhookEndpoints } from '@/db/schema/webhooks';
import { sendEmail } from '@/lib/adapters/messaging/send-email';
import { routes } from '@/lib/core/routes';
import { formatInstant } from '@/lib/core/time';
import { composeNotice } from '@/lib/domain/access/compose-notice';
import { holds } from '@/lib/platform/auth/held-role';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { type EndpointRecord, hostOfEndpoint } from '@/lib/platform/webhooks/endpoint-summary';

/** In one run. */
const atMost = 10;
const { flaggedAt, flagMailedAt, disabledAt, deletedAt } = webhookEndpoints;
const isOn = and(isNull(disabledAt), isNull(deletedAt));

/**
 * Mails the owner of a webhook once when it has taken nothing for a day, and once when it takes messages again. May run again at
 * any time: each mail has a key of its own. Without a provider, or while it fails, they wait for the next run.
 */
export async function mailEndpoints(ctx: Context<SystemActor>, signal?: AbortSignal): Promise<void> {
  // Nobody waits to hear of what is off.
  await ctx.db
    .update(webhookEndpoints)
    .set({ flagMailedAt: null })
    .where(and(isNotNull(flagMailedAt), or(isNotNull(disabledAt), isNotNull(deletedAt))));
  const flagged = await select(ctx, and(isNotNull(flaggedAt), isNull(flagMailedAt)));
  for (const endpoint of flagged) await mail(ctx, endpoint, 'flagged', signal);
  const back = await select(ctx, and(isNull(flaggedAt), isNotNull(flagMailedAt)));
  for (const endpoint of back) await mail(ctx, endpoint, 'back', signal);
}

function select({ db }: Context, which: SQL | undefined): Promise<EndpointRecord[]> {
  return db.select().from(webhookEndpoints).where(and(which, isOn)).orderBy(asc(webhookEndpoints.id)).limit(atMost);
}

async function mail(
  ctx: Context<SystemActor>,
  endpoint: EndpointRecord,
  what: 'flagged' | 'back',
  signal?: AbortSignal,
): Promise<void> {
  const { id } = endpoint;
  const { companyName, timeZone } = await getSettings(ctx.db);
  const host = hostOfEndpoint(endpoint);
  const since = endpoint.failingSince && formatInstant(endpoint.failingSince, { timeZone, zone: true });
  const notice = composeNotice({
    subject: `${companyName}: the webhook at ${host} ${what === 'flagged' ? 'takes nothing' : 'takes messages again'}`,
    lines:
      what === 'flagged'
        ? [
            `The webhook at ${host} has accepted no message since ${since}. What happens waits for it, in order, and each message ` +
              'is given up after three days.',
            'Look at what it answers. When it is well again, what waits is sent by itself.',
          ]
        : [`The webhook at ${host} takes messages again. What waited is on its way, in order.`],
    look: { path: routes.webhook(id), where: 'Webhooks, in the desk’s menu' },
  });
  const stamp = `webhook-${what}-${id}-${(endpoint.flaggedAt ?? endpoint.flagMailedAt)?.getTime()}`;
  const owners = await ownersOf(ctx, endpoint);
  const outcomes = await Promise.all(
    owners.map((owner) => sendEmail({ ...notice, to: owner.email, idempotencyKey: `${stamp}-${owner.id}` }, signal)),
  );
  if (outcomes.some(({ kind }) => kind === 'not_configured' || kind === 'retry')) return;
  await ctx.db
    .update(webhookEndpoints)
    .set({ flagMailedAt: what === 'flagged' ? ctx.now() : null })
    .where(eq(webhookEndpoints.id, id));
}

/** Who added it, if they can still change it; else everybody who can. Nobody who does not want such mails. */
async function ownersOf({ db }: Context, { createdBy }: EndpointRecord) {
  const able = await db
    .select({ id: users.id, email: users.email, wanted: users.webhookMails })
    .from(users)
    .where(and(holds('webhooks.write'), isNull(users.disabledAt)));
  const creator = able.filter(({ id }) => id === createdBy);
  return (creator.length > 0 ? creator : able).filter(({ wanted }) => wanted);
}
