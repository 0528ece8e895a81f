import { beforeAll, expect, it } from 'vitest';
import { users } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { retentionKinds, retentionNames } from '@/lib/core/entities/retention';
import { noFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import { hashPassword } from '@/lib/platform/auth/password';
import { makeKeyContext, makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import { sendTest } from '@/lib/platform/webhooks/send-test';
import { makeEndpoint } from '@/lib/platform/webhooks/testing';
import { prepared } from '@/test/prepared';
import { findOperations } from './find-operations';
import { garbageFaults, type Samples } from './garbage-faults';

const folders = ['lib/domain/access', 'lib/domain/approvals', 'lib/domain/finding', 'lib/platform'];
const operations = (await Promise.all(folders.map(findOperations))).flat();

const createdRow = 1;
const secondUser = 2;
const password = 'a few words in a row';
// An address, not a name: nothing is looked up.
const url = 'https://93.184.215.14/webhooks';
const eventTypes = ['codes.low'];
const token = 'a token of nobody';

const signed = { id: 'x', rawId: 'x', type: 'public-key' };
const said = { clientDataJSON: 'x' };

/** An input of each use case that its schema takes; for one that is not here, `{}` is. Rows have the ids of a new database. */
const samples: Samples = {
  getRequestById: { requestId: 'request-0001' },
  acknowledgeAlert: { id: createdRow },
  approve: { id: createdRow },
  askForApproval: { id: createdRow, reason: 'tests' },
  addPasskey: { name: 'Laptop', answer: { ...signed, response: { ...said, attestationObject: 'x' } } },
  changeKey: { keyId: createdRow, name: 'Shop', expiresAt: null, couponLimit: 'own', couponIds: [], networks: '' },
  createPublishableKey: { integratorId: createdRow, origins: 'https://shop.example.com' },
  changeOwnPassword: { currentPassword: password, newPassword: `${password} again`, repeated: `${password} again` },
  chooseDefaultView: { list: '/sales', viewId: null },
  changeRole: { userId: secondUser, role: 'viewer' },
  confirmTotp: { code: '123456' },
  createRole: { name: 'Night shift', permissions: ['sales.sell'] },
  acceptInvitation: { token, password, repeated: password },
  choosePassword: { token, password, repeated: password },
  createEndpoint: { url, eventTypes, description: null, integratorId: createdRow },
  createUser: { email: 'sita@example.com', name: 'Sita', role: 'support', password },
  deleteEndpoint: { id: createdRow },
  createSavedView: {
    ...{ list: '/sales', name: 'Failed', query: { state: 'failed' }, columns: null },
    ...{ isShared: true, isDefault: false },
  },
  deleteRole: { roleId: createdRow },
  deleteSavedView: { id: createdRow },
  findAnything: { text: 'a' },
  listSavedViews: { list: '/sales' },
  restoreSavedView: { id: createdRow },
  updateSavedView: { id: createdRow, name: 'Failed', isShared: true },
  deletePasskey: { passkeyId: createdRow },
  disableEndpoint: { id: createdRow },
  disableIntegrator: { id: createdRow, disabled: true },
  setCustomerMessages: { id: createdRow, sent: true },
  disableUser: { userId: secondUser },
  enableEndpoint: { id: createdRow },
  enableUser: { userId: secondUser },
  endOwnSession: { sessionId: createdRow },
  getEndpoint: { id: createdRow },
  getIntegrator: { id: createdRow },
  getWebhookDelivery: { deliveryId: createdRow },
  liftLimit: { userId: secondUser, kind: 'sale' },
  limitKey: { keyId: createdRow },
  inviteUser: { email: 'gita@example.com', name: 'Gita', role: 'support' },
  listWebhookDeliveries: { endpointId: createdRow },
  proveByCode: { way: 'totp', code: '123456' },
  proveByPasskey: { answer: { ...signed, response: { ...said, authenticatorData: 'x', signature: 'x' } } },
  proveByPassword: { password },
  renameOwnKey: { keyId: createdRow, name: 'Shop' },
  replaceOwnKey: { keyId: createdRow, overlapHours: 24 },
  getOwnEndpoint: { id: createdRow },
  listOwnDeliveries: { endpointId: createdRow },
  getOwnDelivery: { deliveryId: createdRow },
  replayOwnDelivery: { deliveryId: createdRow },
  renamePasskey: { passkeyId: createdRow, name: 'Laptop' },
  repeatSecret: { endpointId: createdRow, digest: 'none' },
  replaceKey: { keyId: createdRow, overlapHours: 24 },
  replayDelivery: { deliveryId: createdRow },
  replayFailed: { endpointId: createdRow, since: '2026-11-03T06:15:00Z' },
  resetFactors: { userId: secondUser, identity: 'in_person' },
  resetFactorsByEmail: { email: 'sita@example.com' },
  readInvitation: { token },
  readPasswordLink: { token },
  refuseApproval: { id: createdRow, reason: 'tests' },
  renewInvitation: { invitationId: createdRow },
  resetPassword: { userId: secondUser },
  requestPasswordLink: { email: 'sita@example.com' },
  restoreEndpoint: { id: createdRow },
  revokeKey: { keyId: createdRow },
  rotateSecret: { id: createdRow },
  sendTest: { id: createdRow },
  setKeyMails: { wanted: false },
  setOwnCalendar: { calendar: 'both' },
  setOwnLanguage: { language: 'ne' },
  setPauseMails: { wanted: false },
  setWebhookMails: { wanted: false },
  summarizeChanges: { from: new Date('2026-11-03T00:00:00Z'), to: new Date('2026-11-04T00:00:00Z') },
  updateEndpoint: { id: createdRow, url, eventTypes, description: null },
  updateRetention: Object.fromEntries(retentionNames.map((name) => [name, retentionKinds[name].usual])),
  updatePersonLimits: {
    ...{ saleHourAsk: null, saleHourStop: null, saleDayAsk: null, saleDayStop: null },
    ...{ revealHourAsk: null, revealHourStop: null, revealDayAsk: null, revealDayStop: 5 },
    ...{ searchHourAsk: null, searchHourStop: null, searchDayAsk: null, searchDayStop: null },
  },
  updateFourEyes: { ...noFourEyes, was: noFourEyes },
  updateRole: { roleId: createdRow, name: 'Night shift', permissions: ['sales.sell'] },
  updateSecuritySettings: {
    ...{ secondFactorRequired: false, stepUpMinutes: 0, voidProofPaisa: null },
    ...{ idleMinutes: 30, sessionHours: 12 },
  },
  updateSettings: { companyName: 'Our company', timeZone: 'Asia/Kathmandu' },
  withdrawApproval: { id: createdRow },
  withdrawInvitation: { invitationId: createdRow },
};

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const partner = prepared(() => makeUserContext(test.db, 'partner'));
beforeAll(async () => {
  await makeUserContext(test.db, 'support');
  await test.db.update(users).set({ passwordHash: await hashPassword('a password of its own') });
  await makeRole(test.db, 'sales.sell');
  await makeKeyContext(test.db, ['coupons:read']);
  await sendTest(admin, await makeEndpoint(admin));
});

it.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s refuses garbage that bypasses its types as what it is, and never fails',
  async (_, operation) => {
    const ctx = operation.permission?.startsWith('partner.') ? partner : admin;
    expect(await garbageFaults(ctx, operation, samples)).toEqual([]);
  },
);
