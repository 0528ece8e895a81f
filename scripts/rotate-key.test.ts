import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { codes } from '@/db/schema/coupons';
import { totpSecrets } from '@/db/schema/factors';
import { correctedPins, sales } from '@/db/schema/sales';
import { webhookEndpoints } from '@/db/schema/webhooks';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { decryptCode } from '@/lib/domain/coupons/codes/encrypt-code';
import { encryptedCodeColumns } from '@/lib/domain/coupons/codes/encrypted-columns';
import { inPieces, workerOf } from '@/lib/domain/coupons/imports/testing';
import { userGroupImport } from '@/lib/domain/coupons/user-groups/user-groups';
import { encryptedSaleColumns } from '@/lib/domain/sales/pins/encrypted-columns';
import { correctSalePin } from '@/lib/domain/sales/sales/correct-pin';
import { enterSalePin } from '@/lib/domain/sales/sales/resolve-sale';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order } from '@/lib/domain/sales/sales/testing';
import { connectKhalti, offerKhaltiProduct } from '@/lib/domain/sales/supply/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { decryptTotpSecret } from '@/lib/platform/factors/encrypt-totp-secret';
import { encryptedTotpColumns } from '@/lib/platform/factors/encrypted-columns';
import { giveTotp } from '@/lib/platform/factors/testing';
import { checkKeys, registerKeys, WrongKeys } from '@/lib/platform/keys/check-keys';
import { countKeptFiles } from '@/lib/platform/keys/count-kept-files';
import { resetKeyring } from '@/lib/platform/keys/keyring';
import { reEncrypt } from '@/lib/platform/keys/re-encrypt';
import { retireInactiveKeys } from '@/lib/platform/keys/retire-keys';
import { decryptSecret } from '@/lib/platform/webhooks/encrypt-secret';
import { encryptedSecretColumns } from '@/lib/platform/webhooks/encrypted-columns';
import { makeEndpoint } from '@/lib/platform/webhooks/testing';

const old = process.env.SEALING_KEY ?? '';
const fresh = Buffer.alloc(32, 'f').toString('base64');
const columns = [...encryptedCodeColumns, ...encryptedSaleColumns, ...encryptedSecretColumns, ...encryptedTotpColumns];
const nothingToRead = { assertReadable: async () => {}, beginDigests: async () => {} };

let test: TestDatabase;

function useKeys(ring: string): void {
  vi.stubEnv('SEALING_KEY', old);
  vi.stubEnv('SEALING_KEYS', ring);
  resetEnv();
  resetKeyring();
}

beforeEach(async () => {
  // Whatever ran in this process before: each test begins with the single key.
  useKeys('');
  test = await createTestDatabase();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  resetEnv();
  resetKeyring();
  await test.close();
});

async function rotateAll() {
  const results = [];
  for (const column of columns) results.push(await reEncrypt(test.db, column, () => {}));
  return results;
}

it('waits for files that go by themselves', async () => {
  const admin = await makeUserContext(test.db, 'admin');
  const sent = { encoding: 'utf-8', delimiter: 'comma', headerRow: 1, form: 'own', places: '1' } as const;
  const { id } = await userGroupImport.receiveFile(admin, { ...sent, file: inPieces('name\nRotated\n') });
  await userGroupImport.runCheck(workerOf(admin), { uploadId: id });
  expect(await countKeptFiles(test.db)).toBe(0);
  useKeys(`2:${fresh},1:${old}`);
  // A piece of the file, and what came of its check.
  expect(await countKeptFiles(test.db)).toBe(2);
  expect(await userGroupImport.getFile(admin, { id })).toMatchObject({ state: 'checked', checked: { rows: 1 } });
  await test.sql`delete from table_uploads`;
  expect(await countKeptFiles(test.db)).toBe(0);
});

it('encrypts every code, PIN, serial and secret again, so that the earlier key can go', async () => {
  await registerKeys(test.db, nothingToRead);
  const khalti = await connectKhalti();
  const product = await offerKhaltiProduct(test.db, khalti, { value: 'to rotate', amount: 2000 });
  const seller = await makeUserContext(test.db, 'support');
  const { pin } = await sell(seller, {
    reference: 'rotate-1',
    productId: product.id,
    expectedAmountPaisa: product.amountPaisa,
  });
  khalti.fault({ kind: 'no-pin' });
  const by = await makeUserContext(test.db, 'supervisor');
  const { sale: paid } = await sell(by, {
    reference: 'rotate-2',
    productId: product.id,
    expectedAmountPaisa: product.amountPaisa,
  });
  const hand = { saleId: paid.id, reason: 'Ticket 1', confirmed: true };
  await enterSalePin(by, { ...hand, pin: 'WRONG-1' });
  await correctSalePin(by, { ...hand, pin: 'RIGHT-1' });
  await khalti.close();
  const stock = await makeStock(test.db, 30);
  const admin = await makeUserContext(test.db, 'admin');
  const { id: endpointId, secret } = await makeEndpoint(admin);
  const { secret: totp } = await giveTotp(test.db, admin.actor.id, new Date());

  useKeys(`2:${fresh},1:${old}`);
  await registerKeys(test.db, nothingToRead);
  expect((await rotateAll()).map(({ done }) => done)).toEqual([30, 2, 1, 1, 1, 0, 1, 0]);
  expect((await rotateAll()).map(({ done }) => done)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  expect(await retireInactiveKeys(test.db, 'encryption', new Date())).toEqual([1]);

  useKeys(`2:${fresh}`);
  await checkKeys(test.db);
  const kept = await test.db.select().from(codes);
  expect(kept.map(decryptCode).toSorted()).toEqual(stock.pins.toSorted());
  const [wrong] = await test.db.select().from(correctedPins);
  expect(wrong && decryptCode(wrong)).toBe('WRONG-1');
  const [sale] = await test.db.select().from(sales).orderBy(sales.id);
  const { pinDigest, pinSealed, pinSealingKeyId } = sale ?? {};
  expect(decryptCode({ digest: pinDigest, sealed: pinSealed, sealingKeyId: pinSealingKeyId } as never)).toBe(pin);
  const [endpoint] = await test.db.select().from(webhookEndpoints);
  if (!endpoint) throw new Error('The endpoint is gone.');
  const { secretSealed: sealed, secretSealingKeyId: sealingKeyId } = endpoint;
  expect(decryptSecret({ sealed, sealingKeyId }, endpointId)).toBe(secret);
  const [app] = await test.db.select().from(totpSecrets);
  if (!app?.sealed || !app.sealingKeyId) throw new Error('The authenticator app is gone.');
  expect(decryptTotpSecret({ sealed: app.sealed, sealingKeyId: app.sealingKeyId }, app.id)).toEqual(totp);
  expect(await sell(seller, order(stock))).toMatchObject({ sale: { state: 'succeeded' } });
});

it('names a row that cannot be decrypted, leaves it and goes on with the others', async () => {
  await registerKeys(test.db, nothingToRead);
  await makeStock(test.db, 5);
  await test.sql`update codes set sealed = sealed || 'x' where id = (select min(id) from codes)`;
  const [damaged] = await test.sql`select min(id)::int as id from codes`;
  useKeys(`2:${fresh},1:${old}`);
  const [result] = await rotateAll();
  expect(result).toEqual({ done: 4, unreadable: [{ name: 'code', id: damaged?.id }] });
  useKeys(`2:${fresh}`);
  await expect(checkKeys(test.db)).rejects.toBeInstanceOf(WrongKeys);
});
