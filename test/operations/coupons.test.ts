import { expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { NotFound } from '@/lib/core/errors';
import { oneColumn } from '@/lib/domain/coupons/codes/testing';
import { makeCode, makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { Context } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { prepared } from '@/test/prepared';
import { fieldsOf, findOperations } from './find-operations';
import { garbageFaults, type Samples } from './garbage-faults';

const operations = await findOperations('lib/domain/coupons');

const coupon = { code: 'GARBAGE', discount: 10, duration: 'once' };
const price = { name: 'Garbage', tvodType: 'rental', pricePaisa: 990, durationDays: 2 };
const file = { [Symbol.asyncIterator]: async function* () {} };
const table = { encoding: 'utf-8', delimiter: 'comma', headerRow: 1, form: 'own', places: '1,2' };
/** What the other fields hold while one of them is garbage. */
const samples: Samples = {
  changeCodes: { action: 'delete', selection: { filter: {} } },
  changeCoupons: { action: 'delete', ids: [1] },
  changeLinks: { action: 'link', kind: 'user_group', ids: [1] },
  countCodesOut: { couponIds: [1] },
  countSelected: { selection: { filter: {} } },
  createCoupon: coupon,
  createLinkedCoupon: { ...coupon, code: 'GARBAGE2', userGroupIds: [], tvodPriceIds: [] },
  createTvodPrice: price,
  createUserGroup: { name: 'Garbage' },
  duplicateCoupon: coupon,
  exportCodes: { filter: {} },
  findCode: { code: 'GARBAGE' },
  findCodeOfCoupon: { code: 'GARBAGE' },
  issueCodes: { count: 1 },
  issueListedCodes: { list: ['GARBAGE1'] },
  pauseBatch: { paused: true },
  setBatchCost: { unitCostPaisa: 100 },
  receiveUpload: { fileName: 'garbage.csv', hasCheckCharacters: false, ...oneColumn, file },
  readUploadHead: { isWhole: true, file },
  requestBatch: { count: 1 },
  revealCodes: { ids: [1] },
  summarizeLinks: { kind: 'tvod_price' },
  'tvodPriceOperations.create': price,
  'userGroupOperations.create': { name: 'Garbage' },
  ...Object.fromEntries(
    ['createEntry', 'updateEntry', 'archiveEntry', 'restoreEntry'].map((name) => [
      name,
      { kind: 'userGroups', input: { id: 1, name: 'Garbage' } },
    ]),
  ),
  ...Object.fromEntries(
    ['userGroupImport', 'tvodPriceImport', 'couponImport'].flatMap((kind) => [
      [`${kind}.readHead`, { isWhole: true, file }],
      [`${kind}.receiveFile`, { ...table, file }],
      ...['getFile', 'startImport', 'cancelFile', 'exportLeftOut', 'undoImport', 'planUndo'].map((name) => [
        `${kind}.${name}`,
        { id: 1 },
      ]),
    ]),
  ),
};

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const partner = prepared(() => makeUserContext(test.db, 'partner'));

const ofOneCoupon = operations.filter(({ input }) => fieldsOf(input).includes('couponId'));

it('finds the use cases of one coupon', () => expect(ofOneCoupon.length).toBeGreaterThan(25));

it.each(ofOneCoupon.map((operation) => [operation.name, operation] as const))(
  '%s says to a key of another company that there is no such coupon',
  async (_, operation) => {
    const { id: couponId } = await makeCoupon(test.db);
    const { id: codeId } = await makeCode(test.db, couponId);
    const ids = { couponId, codeId, batchId: 1, operationId: 1, uploadId: 1, userGroupId: 1, tvodPriceId: 1 };
    const input = { ...ids, ...samples[operation.name] };
    expect(operation.input.safeParse(input).error).toBeUndefined();
    await expect(operation.call(await makeLimitedKey(), input)).rejects.toThrow(new NotFound('The coupon'));
  },
);

async function makeLimitedKey(): Promise<Context> {
  const made = await makeKeyContext(test.db, [...scopes]);
  return { ...made, actor: { ...made.actor, couponLimit: 'own' } };
}

it('finds the use cases', () => expect(operations.length).toBeGreaterThan(40));

it.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s refuses garbage that bypasses its types as what it is, and never fails',
  async (_, operation) => {
    const who = operation.permission === 'partner.read' ? partner : admin;
    expect(await garbageFaults(who, operation, samples)).toEqual([]);
  },
);
