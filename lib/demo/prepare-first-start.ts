import { eq } from 'drizzle-orm';
import { withAdvisoryLock } from '@/db/advisory-lock';
import type { Executor } from '@/db/client';
import { users } from '@/db/schema/team';
import { createUser } from '@/lib/domain/access/team/create-user';
import { generatePassword } from '@/lib/domain/access/team/generate-password';
import { createUserInput, passwordMinimum } from '@/lib/domain/access/team/schemas';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { findWeakness } from '@/lib/platform/auth/password-strength';
import { type Context, inTransaction, systemContext } from '@/lib/platform/context/context';
import type { Scope } from '@/lib/platform/context/scopes';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { setFirstSecurity } from '@/lib/platform/settings/security-settings';
import { demoIntegrator } from './demo-integrator';
import { fillDemo } from './fill-demo';

export type FirstStartOptions = { adminEmail?: string; adminPassword?: string; demo: boolean };
export type FirstStart = { admin?: { email: string; password: string }; apiKey?: string };

const firstStartLock = 7_202_613;
const defaultEmail = 'admin@example.com';
/** What the README's commands need, from a product to a redemption. */
const circle: Scope[] = ['coupons:read', 'coupons:write', 'redemptions:read', 'redemptions:write', 'nettv:sell'];
const demoCreditPaisa = 10_000_000;
/** Of the demo, which nobody uses for more; a real desk takes what people may choose on the screens. */
const shortestOfDemo = 8;

/**
 * Makes a new database usable: its settings, with `demo` the demo, and the first admin. What it returns is known here and
 * never again, so it comes last and together. Where there is an admin already it changes nothing and returns nothing;
 * several processes may call it at once.
 * @throws an Error in plain words when the given email or password cannot be used
 */
export async function prepareFirstStart(db: Executor, options: FirstStartOptions): Promise<FirstStart> {
  const ctx = systemContext(db, 'First start');
  if (await hasAdmin(ctx)) return {};
  const admin = await readAdmin(options);
  return withAdvisoryLock(db, firstStartLock, async () => {
    if (await hasAdmin(ctx)) return {};
    await getSettings(db);
    if (options.demo) await fillDemo(ctx);
    else await setFirstSecurity(db);
    return inTransaction(ctx, async (tx) => {
      const key = options.demo
        ? await createIntegratorKey(tx, {
            name: demoIntegrator,
            scopes: circle,
            // The desk's own key: it works with whatever coupons the demo has.
            couponLimit: 'all',
            creditPaisa: demoCreditPaisa,
          })
        : undefined;
      await createUser(tx, { ...admin, name: 'Admin', role: 'admin' });
      const { email, password } = admin;
      return { admin: { email, password }, ...(key ? { apiKey: key.key } : {}) };
    });
  });
}

async function readAdmin(options: FirstStartOptions): Promise<{ email: string; password: string }> {
  const email = createUserInput.shape.email.safeParse(options.adminEmail ?? defaultEmail);
  if (!email.success) throw new Error(`ADMIN_EMAIL is "${options.adminEmail}"; it has to be an email address.`);
  const password = options.adminPassword ?? generatePassword();
  const shortest = options.demo ? shortestOfDemo : passwordMinimum;
  if (password.length < shortest || password.length > 200 || password.includes('\0')) {
    throw new Error(`ADMIN_PASSWORD has to have ${shortest} to 200 characters.`);
  }
  const weakness = options.demo ? null : await findWeakness(password, [email.data, 'Admin', 'Coupon Desk']);
  if (weakness) throw new Error(`ADMIN_PASSWORD is easy to guess. ${weakness}`);
  return { email: email.data, password };
}

/** The last active admin can be neither disabled nor demoted, so a desk in use has one. */
async function hasAdmin(ctx: Context): Promise<boolean> {
  return (await ctx.db.$count(users, eq(users.role, 'admin'))) > 0;
}
