import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { createDatabase, type OpenDatabase } from '@/db/client';
import { type Embedded, startEmbedded } from '@/db/embedded';
import { resetEnv } from '@/lib/core/env';
import { prepareFirstStart } from '@/lib/demo/prepare-first-start';
import { issueBatch } from '@/lib/domain/coupons/codes/issue-batch';
import { requestBatch } from '@/lib/domain/coupons/codes/request-batch';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { createCouponInput } from '@/lib/domain/coupons/coupons/schemas';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { createProduct } from '@/lib/domain/sales/products/create-product';
import { systemContext } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { resetKeyring } from '@/lib/platform/keys/keyring';
import { prepareDatabase } from '@/scripts/prepare-database';

const couponCount = 20;
const stockCount = 20_000;
const amountPaisa = 2_000;

/** What a desk of these checks has in it, and how it is reached. */
export type World = {
  admin: { email: string; password: string };
  apiKey: string;
  integratorId: number;
  /** Public coupons without limits. */
  coupons: { id: number; code: string }[];
  product: { value: string; amount: number };
  /** Without what is between a desk and its database. */
  database: OpenDatabase;
};

/** Every desk of these checks has them, and so has this process. */
export function makeKeys(): void {
  for (const name of ['NEXTAUTH_SECRET', 'SEALING_KEY', 'DIGEST_KEY']) {
    process.env[name] = randomBytes(32).toString('base64');
  }
  process.env.WEBHOOK_ALLOW_PRIVATE = 'true';
}

/** A database of the embedded Postgres with the demo, in a process of its own. */
export async function openEmbedded(scratch: string): Promise<Embedded & { dataDir: string; password: string }> {
  const [dataDir, password] = [path.join(scratch, 'data'), randomBytes(16).toString('hex')];
  return { ...(await startEmbedded({ dataDir, password })), dataDir, password };
}

/** Fills a database, which may be empty, with what the load needs. `url` leads to it, past a pooler. */
export async function openWorld({ url, ownerUrl }: { url: string; ownerUrl: string }): Promise<World> {
  workOn(url);
  await prepareDatabase(url, ownerUrl);
  const database = createDatabase(url, { max: 4 });
  const admin = { email: 'admin@example.com', password: randomBytes(12).toString('base64url') };
  await prepareFirstStart(database.db, { adminEmail: admin.email, adminPassword: admin.password, demo: true });
  return { admin, database, ...(await fillWorld(database)) };
}

/** A key with every scope, coupons, and a product with its stock. */
export async function fillWorld({ db, sql }: OpenDatabase): Promise<Omit<World, 'admin' | 'database'>> {
  const ctx = systemContext(db, 'Checks of faults');
  const made = await createIntegratorKey(ctx, {
    name: 'Checks of faults',
    scopes: [...scopes],
    couponLimit: 'all',
    creditPaisa: stockCount * amountPaisa,
  });
  await sql`update api_keys set requests_per_minute = 6000000 where id = ${made.keyId}`;
  const coupons: World['coupons'] = [];
  for (let n = 1; n <= couponCount; n += 1) {
    const input = createCouponInput.parse({ code: `FAULT-${100 + n}`, discount: 5, duration: 'once' });
    coupons.push(await createCoupon(ctx, input));
  }
  const stock = await createCoupon(
    ctx,
    createCouponInput.parse({ code: 'STOCK-777', discount: 100, duration: 'once' }),
  );
  const batch = await requestBatch(ctx, { couponId: stock.id, count: stockCount });
  await issueBatch(ctx, { batchId: batch.id });
  const product = { name: 'Fault', value: 'fault', amountPaisa, couponId: stock.id };
  await createProduct(ctx, product);
  await sql`vacuum analyze`;
  return {
    apiKey: made.key,
    integratorId: made.integratorId,
    coupons: coupons.map(({ id, code }) => ({ id, code })),
    product: { value: product.value, amount: amountPaisa / 100 },
  };
}

/** Makes it this process' database. */
export function workOn(url: string): void {
  process.env.DATABASE_URL = url;
  process.env.DATABASE_SOCKET = '';
  resetEnv();
  resetKeyring();
}

/** As a desk's variables; the addresses of others are left out. */
export const deskOn = ({ url, ownerUrl }: { url: string; ownerUrl: string }): Record<string, string> => ({
  DATABASE_URL: url,
  MIGRATION_DATABASE_URL: ownerUrl,
  DATABASE_SOCKET: '',
  STOP_DELAY_MS: '3000',
});
