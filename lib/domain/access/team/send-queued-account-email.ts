import { and, eq } from 'drizzle-orm';
import { knownDevices } from '@/db/schema/factors';
import { users } from '@/db/schema/team';
import type { AccountEmail } from '@/lib/adapters/messaging/render-account-email';
import { publicUrl } from '@/lib/core/env';
import { routes } from '@/lib/core/routes';
import { formatInstant } from '@/lib/core/time';
import { isActive } from '@/lib/platform/auth/held-role';
import { linkMinutes } from '@/lib/platform/auth/link-token';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import type { JobData } from '@/lib/platform/jobs/jobs';
import { countryNameOf } from '@/lib/platform/security/country-of';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { describeBrowser } from './describe-browser';
import { makePasswordLink } from './make-password-link';
import { canMailLinks, sendAccountEmail } from './send-account-email';

/**
 * The `send-account-email` job. The token of a link is made here, so that no queue holds it; a run after one whose mail may
 * have gone out makes another, and the link of the last mail works. Tried again for an hour.
 */
export async function sendQueuedAccountEmail(
  ctx: Context<SystemActor>,
  { kind, userId, askedAt, deviceId }: JobData<'send-account-email'>,
  signal?: AbortSignal,
): Promise<void> {
  if (userId === null || ctx.now().getTime() - askedAt > linkMinutes * 60_000) return;
  const [user] = await ctx.db
    .select()
    .from(users)
    .where(and(eq(users.id, userId), isActive()));
  if (!user) return;
  const { companyName: company, timeZone } = await getSettings(ctx.db);
  const { name, email: to } = user;
  const outcome = await send();
  if (outcome?.kind !== 'retry') return;
  signal?.throwIfAborted();
  throw new Error(`An email about an account was not accepted: ${outcome.reason}`);

  async function send() {
    if (kind !== 'password_link') {
      const idempotencyKey = `${kind}-${userId}-${askedAt}`;
      const email = await compose(kind);
      return email ? sendAccountEmail(to, email, { idempotencyKey, signal }) : undefined;
    }
    if (!canMailLinks()) return undefined;
    const link = publicUrl(routes.choosePassword(await makePasswordLink(ctx, userId ?? 0)));
    return link ? sendAccountEmail(to, { kind, company, name, by: null, link }, { signal }) : undefined;
  }

  async function compose(what: Exclude<typeof kind, 'password_link'>): Promise<AccountEmail | undefined> {
    const about = { company, name, forgotten: publicUrl(routes.forgotPassword()) };
    if (what === 'password_changed') return { kind: what, ...about };
    if (what !== 'new_device') return { kind: 'factors_changed', change: what, ...about };
    const device = await describeDevice(ctx, deviceId, timeZone);
    return device && { kind: what, ...about, ...device };
  }
}

/** When, with what and from where somebody signed in; undefined for a browser that is not kept any more. */
async function describeDevice({ db }: Context, deviceId: number | undefined, timeZone: string) {
  const [device] = await db
    .select()
    .from(knownDevices)
    .where(eq(knownDevices.id, deviceId ?? 0));
  if (!device) return undefined;
  const { browser, system } = describeBrowser(device.userAgent);
  const words = [browser ?? 'an unknown browser', ...(system ? [`on ${system}`] : [])];
  const { address } = device;
  const country = countryNameOf(address);
  return {
    at: formatInstant(device.firstSeenAt, { timeZone, zone: true }),
    browser: words.join(' '),
    address:
      address && address !== 'unknown'
        ? `the address ${address}${country ? ` (${country})` : ''}`
        : 'an unknown address',
  };
}
