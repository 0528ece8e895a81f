import { readFile } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { coupons } from '@/db/schema/coupons';
import { openTestDatabase } from '@/db/testing';
import { logger } from './logger';
import { captureLog } from './testing';

const database = openTestDatabase();

async function logged(work: () => Promise<unknown>): Promise<{ text: string; err: Record<string, unknown> }> {
  const lines = captureLog();
  await work().catch((err) => logger.error({ err }, 'failed'));
  const text = lines.at(-1) ?? '';
  return { text, err: (JSON.parse(text) as { err: Record<string, unknown> }).err };
}

it("keeps a refused row's SQLSTATE and constraint, and no value of it", async () => {
  const row = { code: 'CANARY', discount: 10, duration: 'once' } as const;
  await database.db.insert(coupons).values(row);
  const { text, err } = await logged(() => database.db.insert(coupons).values(row));
  expect(err.cause).toMatchObject({ type: 'PostgresError', errorCode: '23505', constraint: expect.any(String) });
  expect(text).not.toContain('CANARY');
});

it('does not quote wrong data', async () => {
  const { text, err } = await logged(() => database.db.execute(sql`select ${'CANARY'}::int`));
  expect(err.cause).toMatchObject({ errorCode: '22P02', message: 'Wrong data.' });
  expect(text).not.toContain('CANARY');
});

it("keeps the system's code and the chain of causes", async () => {
  const { err } = await logged(async () => {
    const cause = await readFile('/nowhere/at all').catch((error) => error);
    throw new Error('not read', { cause });
  });
  expect(err).toMatchObject({ message: 'not read', cause: { errorCode: 'ENOENT' } });
});

it("removes a coupon's code, wherever it is, and one that an error carries", async () => {
  const { text } = await logged(async () => {
    throw Object.assign(new Error('refused'), {
      code: 'CANARY',
      cause: Object.assign(new Error('why'), { code: 'CANARY' }),
    });
  });
  expect(text).not.toContain('CANARY');
  const lines = captureLog();
  logger.info({ code: 'CANARY', coupon: { code: 'CANARY', codes: [{ code: 'x' }] } }, 'a coupon');
  expect(lines.join()).not.toContain('CANARY');
});
