import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import type { Context } from '@/lib/platform/context/context';
import { garbageFaults, operationsIn } from '@/test/garbage-input';

const operations = await operationsIn('lib/domain/coupons');

const coupon = { code: 'GARBAGE', discount: 10, duration: 'once' };
const price = { name: 'Garbage', tvodType: 'rental', pricePaisa: 990, durationDays: 2 };
const file = { [Symbol.asyncIterator]: async function* () {} };
/** What the other fields hold while one of them is garbage. */
const samples: Record<string, Record<string, unknown>> = {
  changeCodes: { action: 'delete', selection: { filter: {} } },
  changeCoupons: { action: 'delete', ids: [1] },
  changeLinks: { action: 'link', kind: 'user_group', ids: [1] },
  countSelected: { selection: { filter: {} } },
  createCoupon: coupon,
  createTvodPrice: price,
  createUserGroup: { name: 'Garbage' },
  duplicateCoupon: coupon,
  exportCodes: { filter: {} },
  findCodeOfCoupon: { code: 'GARBAGE' },
  issueListedCodes: { list: ['GARBAGE1'] },
  receiveUpload: { fileName: 'garbage.csv', hasCheckCharacters: false, file },
  requestBatch: { count: 1 },
  summarizeLinks: { kind: 'tvod_price' },
  ...Object.fromEntries(
    ['createEntry', 'updateEntry', 'archiveEntry', 'restoreEntry'].map((name) => [name, { kind: 'userGroups' }]),
  ),
  ...Object.fromEntries(
    ['userGroupImport', 'tvodPriceImport'].flatMap((kind) =>
      ['checkFile', 'importFile', 'exportLeftOut'].map((name) => [`${kind}.${name}`, { file }]),
    ),
  ),
};

let test: TestDatabase;
let admin: Context;

beforeAll(async () => {
  test = await createTestDatabase();
  admin = await makeUserContext(test.db, 'admin');
});
afterAll(() => test.close());

describe('garbage that bypasses the types', () => {
  it('finds the use cases', () => expect(operations.length).toBeGreaterThan(40));

  it.each(operations)('%s refuses with an error of the domain, never with one of zod or the driver', async (...one) => {
    expect(await garbageFaults(admin, one, samples[one[0]])).toEqual([]);
  });
});
