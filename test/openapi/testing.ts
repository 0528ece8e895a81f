import { webhookDeliveries, webhookEvents } from '@/db/schema/webhooks';
import type { Contract } from '@/lib/api/openapi/complete-document';
import { openServed, type Served } from '@/lib/api/testing';
import { directories, directoryKinds, pluralOf } from '@/lib/core/entities/directory';
import { encryptCode } from '@/lib/domain/coupons/codes/encrypt-code';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order } from '@/lib/domain/sales/sales/testing';
import { pointKhaltiAt } from '@/lib/domain/sales/supply/testing';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { makeRequestRow } from '@/lib/platform/requests/testing';
import { makeEndpoint, saleData } from '@/lib/platform/webhooks/testing';
import { insertExampleEntry } from './example-entries';

export type ConformanceWorld = Served & {
  keys: Record<'full' | 'poor' | 'seller' | 'reader' | 'blind', string>;
  /** The rows of a contract's examples, under the ids that they have there. */
  reset: (contract: Contract) => Promise<void>;
};

const lists = directoryKinds.map((kind) => pluralOf(directories[kind]));

/** The instant of the examples. */
const now = () => new Date('2026-11-03T06:15:00Z');

export async function openConformanceWorld(): Promise<ConformanceWorld> {
  const served = await openServed(now, { hasClock: true });
  pointKhaltiAt({ url: 'http://127.0.0.1:1', token: 'TEST:nobody' });
  const { db, sql } = served;
  const system = { ...systemContext(db, 'tests'), now };
  const whole = { name: 'Whole', scopes: [...scopes], couponLimit: 'all' as const, creditPaisa: 10_000_000_000 };
  const full = await createIntegratorKey(system, whole);
  const poor = await createIntegratorKey(system, { name: 'Poor', scopes: ['nettv:sell'], creditPaisa: 0 });
  const { keyId: id, integratorId } = full;
  const buyer: Context = {
    ...system,
    actor: { kind: 'key', id, integratorId, integratorName: whole.name, scopes, couponLimit: 'all', couponIds: [] },
  };

  const seed: Record<Contract, () => Promise<unknown>> = {
    async management() {
      const { digest, sealed, sealingKeyId } = encryptCode('0123456789ABC7K3Q');
      await sql`insert into coupons (id, code, discount, duration) overriding system value
        values (1, 'teste', 100, 'once')`;
      await sql`insert into code_batches (id, coupon_id, kind, state, requested, issued, created_by, finished_at)
        overriding system value values (3, 1, 'generated', 'done', 1000, 1000, 'tests', now())`;
      await sql`insert into codes (id, coupon_id, batch_id, digest, sealed, sealing_key_id, last_four)
        overriding system value values (7, 1, 3, ${digest}, ${sealed}, ${sealingKeyId}, '7K3Q')`;
      for (const kind of directoryKinds) await sql.unsafe(insertExampleEntry(kind, 3));
      await sql`insert into coupon_user_groups (coupon_id, user_group_id) values (1, 3)`;
      await sql`insert into coupon_tvod_prices (coupon_id, tvod_price_id) values (1, 3)`;
    },
    async v1() {
      await sql`insert into coupons (code, discount, duration, cycles) values ('WELCOME25', 25, 'repeating', 3)`;
      await redeem(buyer, { code: 'WELCOME25', user: { id: 'somebody' } });
      await sell(buyer, order(await makeStock(db, 1), { reference: 'order-20931' }));
      const key = { id: full.keyId, integratorId };
      await makeRequestRow(db, key, '/api/v1/redemptions', '4f6c1d0e-2b7a-4f0e-9a51-0c9f3b6f2a11');
      const id = 'msg_5b7c9f0e2d1a4c3b8e6f7a9012345678';
      const event = { id, type: 'sale.succeeded', integratorId, data: saleData, relayedAt: now(), position: 1 };
      await db.insert(webhookEvents).values(event).onConflictDoNothing();
      const { id: endpointId } = await makeEndpoint(buyer, { eventTypes: ['sale.succeeded', 'sale.failed'] });
      await db.insert(webhookDeliveries).values({ eventId: id, endpointId, nextAttemptAt: now() });
    },
    async nettv() {
      const stock = await makeStock(db, 5, { value: 'nettv coupon' });
      for (const reference of ['A-1', 'A-2']) await sell(buyer, order(stock, { reference }));
    },
    open: async () => undefined,
  };

  return {
    ...served,
    async close() {
      pointKhaltiAt(null);
      await served.close();
    },
    keys: {
      full: full.key,
      poor: poor.key,
      seller: await served.keyWith('nettv:sell'),
      reader: await served.keyWith('coupons:read'),
      blind: await served.keyWith('redemptions:write'),
    },
    async reset(contract) {
      await sql`truncate coupons, ${sql(lists)}, products, webhook_endpoints, idempotency_keys, rate_limits
        restart identity cascade`;
      await sql`update settings set sales_paused_at = null`;
      await seed[contract]();
      if (contract !== 'management') return;
      for (const table of ['coupons', 'code_batches', 'codes', ...lists]) {
        await sql`select setval(pg_get_serial_sequence(${table}, 'id'), 100)`;
      }
    },
  };
}
