import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { captureLog } from '@/lib/core/testing';
import { listDeliveries } from '@/lib/domain/sales/deliveries/list-deliveries';
import { contractSms, makeSale, queueDeliveries } from '@/lib/domain/sales/deliveries/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { connectionString, openBoss } from '@/lib/platform/jobs/prepare-queue';
import { enqueue } from '@/lib/platform/jobs/queue';
import { startSparrowFake } from '@/test/fakes/sparrow';
import { prepared } from '@/test/prepared';
import { startJobs, stopJobs } from './start-jobs';

const test = openTestDatabase();
const sparrow = prepared(startSparrowFake);
const seller = prepared(() => makeUserContext(test.db, 'support'));

beforeEach(() => {
  sparrow.messages.length = 0;
  vi.stubEnv('SPARROW_TOKEN', 'sparrow-token');
  vi.stubEnv('SPARROW_FROM', 'CouponDesk');
  vi.stubEnv('SPARROW_BASE_URL', sparrow.url);
  resetEnv();
});
afterEach(async () => {
  await stopJobs();
  sparrow.clearFaults();
  vi.unstubAllEnvs();
  resetEnv();
});

/** A busy machine takes its time. */
const patience = { timeout: 30_000 };

async function queueSms() {
  const sale = await makeSale(test.db, seller.actor.id);
  await queueDeliveries(seller, { saleId: sale.saleId, phone: '+9779860848045', email: null });
  return sale;
}
const stateOf = async (saleId: number) => (await listDeliveries(seller, { saleId }))[0]?.state;

describe('the workers', () => {
  it('send what is queued while they run, notified by NOTIFY', async () => {
    await startJobs();
    const { saleId, pin } = await queueSms();
    await vi.waitFor(async () => expect(await stateOf(saleId)).toBe('sent'), patience);
    expect(sparrow.messages.map((message) => message.text)).toEqual([contractSms(pin)]);
  });

  it('send what was queued before they started', async () => {
    const { saleId } = await queueSms();
    await Promise.all([startJobs(), startJobs()]);
    await vi.waitFor(async () => expect(await stateOf(saleId)).toBe('sent'), patience);
    expect(sparrow.messages).toHaveLength(1);
  });

  it('hand back what they could not end, and the next ones send it', async () => {
    await startJobs();
    sparrow.fault({ kind: 'hang' });
    const before = sparrow.requests.length;
    const { saleId } = await queueSms();
    await vi.waitFor(() => expect(sparrow.requests.length).toBe(before + 1), patience);
    await stopJobs({ waitMs: 1_000 });
    const [job] = await test.sql`select state from pgboss.job where name = 'send-delivery' and state = 'retry'`;
    expect(job).toEqual({ state: 'retry' });
    await startJobs();
    await vi.waitFor(async () => expect(await stateOf(saleId)).toBe('sent'), patience);
    expect(sparrow.messages).toHaveLength(1);
  });

  it('leave the jobs of a later build to that one, and keep its queues', async () => {
    const later = openBoss({ connectionString: connectionString(test.url, process.env.DATABASE_SOCKET) });
    await later.start();
    try {
      await later.createQueue('of-later', { retryLimit: 50 });
      await later.send('of-later', { uploadId: 7 });
      await startJobs();
      const { saleId } = await queueSms();
      await vi.waitFor(async () => expect(await stateOf(saleId)).toBe('sent'), patience);
      await stopJobs();
      expect(await later.fetch('of-later')).toMatchObject([{ data: { uploadId: 7 } }]);
    } finally {
      await later.stop({ graceful: false });
    }
  });

  it('keep nothing of an error but its name', async () => {
    await startJobs();
    await test.sql`alter table deliveries rename column attempts to attempts_gone`;
    await enqueue(test.db, 'send-delivery', { deliveryId: 4711, attempt: 1 });
    const failed = await vi.waitFor(async () => {
      const rows =
        await test.sql`select output::text from pgboss.job where data->>'deliveryId' = '4711' and output is not null`;
      expect(rows).toHaveLength(1);
      return rows[0]?.output as string;
    }, patience);
    await test.sql`alter table deliveries rename column attempts_gone to attempts`;
    expect(failed).toContain('send-delivery failed');
    expect(failed).not.toContain('select');
  });

  it('sweep nothing while the clock of their process is wrong, and do so once it is right', async () => {
    const lines = captureLog();
    const { now } = Date;
    const ahead = vi.spyOn(Date, 'now').mockImplementation(() => now() + 6_000);
    await startJobs();
    await enqueue(test.db, 'housekeeping', {});
    const housekeeping = async () =>
      (await test.sql`select state, output::text from pgboss.job where name = 'housekeeping'`)[0];
    await vi.waitFor(async () => expect(await housekeeping()).toMatchObject({ state: 'retry' }), patience);
    expect((await housekeeping())?.output).toContain('housekeeping failed: WrongClock');
    expect(lines.join()).toContain("this process' clock is not that of the database");
    ahead.mockRestore();
    await vi.waitFor(async () => expect(await housekeeping()).toMatchObject({ state: 'completed' }), patience);
  });
});
