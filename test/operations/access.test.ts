import { afterAll, beforeAll, expect, it } from 'vitest';
import { users } from '@/db/schema/team';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { hashPassword } from '@/lib/platform/auth/password';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { sendTest } from '@/lib/platform/webhooks/send-test';
import { makeEndpoint } from '@/lib/platform/webhooks/testing';
import { findOperations } from './find-operations';
import { garbageFaults, type Samples } from './garbage-faults';

const folders = ['lib/domain/access', 'lib/platform'];
const operations = (await Promise.all(folders.map(findOperations))).flat();

const createdRow = 1;
const secondUser = 2;
const password = 'a few words in a row';
// An address, not a name: nothing is looked up.
const url = 'https://93.184.215.14/webhooks';
const eventTypes = ['codes.low'];

/** An input of each use case that its schema takes; for one that is not here, `{}` is. Rows have the ids of a new database. */
const samples: Samples = {
  changeKey: { keyId: createdRow, name: 'Shop', expiresAt: null, couponLimit: 'own', couponIds: [], networks: '' },
  changeOwnPassword: { currentPassword: password, newPassword: `${password} again`, repeated: `${password} again` },
  changeRole: { userId: secondUser, role: 'viewer' },
  createEndpoint: { url, eventTypes, description: null, integratorId: createdRow },
  createUser: { email: 'sita@example.com', name: 'Sita', role: 'support', password },
  deleteEndpoint: { id: createdRow },
  disableEndpoint: { id: createdRow },
  disableIntegrator: { id: createdRow, disabled: true },
  disableUser: { userId: secondUser },
  enableEndpoint: { id: createdRow },
  enableUser: { userId: secondUser },
  endOwnSession: { sessionId: createdRow },
  getEndpoint: { id: createdRow },
  getIntegrator: { id: createdRow },
  getWebhookDelivery: { deliveryId: createdRow },
  listWebhookDeliveries: { endpointId: createdRow },
  replaceKey: { keyId: createdRow, overlapHours: 24 },
  replayDelivery: { deliveryId: createdRow },
  replayFailed: { endpointId: createdRow, since: '2026-11-03T06:15:00Z' },
  resetPassword: { userId: secondUser, password },
  restoreEndpoint: { id: createdRow },
  revokeKey: { keyId: createdRow },
  rotateSecret: { id: createdRow },
  sendTest: { id: createdRow },
  summarizeChanges: { from: new Date('2026-11-03T00:00:00Z'), to: new Date('2026-11-04T00:00:00Z') },
  updateEndpoint: { id: createdRow, url, eventTypes, description: null },
  updateSettings: { companyName: 'Our company', timeZone: 'Asia/Kathmandu' },
};

let test: TestDatabase;
let admin: Context<UserActor>;
beforeAll(async () => {
  test = await createTestDatabase();
  admin = await makeUserContext(test.db, 'admin');
  await makeUserContext(test.db, 'support');
  await test.db.update(users).set({ passwordHash: await hashPassword('a password of its own') });
  await makeKeyContext(test.db, ['coupons:read']);
  await sendTest(admin, await makeEndpoint(admin));
});
afterAll(() => test.close());

it.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s refuses garbage that bypasses its types as what it is, and never fails',
  async (_, operation) => {
    expect(await garbageFaults(admin, operation, samples)).toEqual([]);
  },
);
