import { expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Forbidden } from '@/lib/core/errors';
import { exportOwnCoupons } from '@/lib/domain/coupons/coupons/export-coupons';
import { listOwnCoupons } from '@/lib/domain/coupons/coupons/list-coupons';
import { exportOwnRedemptions } from '@/lib/domain/redemptions/redemptions/export-redemptions';
import { makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { exportOwnStatement } from '@/lib/domain/sales/credits/export-statement';
import { topUpCredit } from '@/lib/domain/sales/credits/top-up-credit';
import { exportOwnPurchases } from '@/lib/domain/sales/sales/export-own-purchases';
import { makeKeyContext, makeKeyOf, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { exportOwnRequests } from '@/lib/platform/requests/export-requests';
import { listOwnRequests } from '@/lib/platform/requests/list-requests';
import { makeRequestRow } from '@/lib/platform/requests/testing';
import { prepared } from '@/test/prepared';
import { downloadExport } from './download-export';
import { keepExport } from './keep-export';
import { listExportColumns } from './list-columns';
import { listExports } from './list-exports';
import { makeExport } from './make-export';
import { large, rowsOf } from './testing';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const partner = prepared(() => makeUserContext(test.db, 'partner'));
const companyOf = ({ actor }: Context<UserActor>) => actor.integratorId ?? 0;

async function makeCall(path: string, status: number): Promise<void> {
  for (const id of [companyOf(partner), (await makeKeyContext(test.db, ['nettv:sell'])).actor.integratorId]) {
    const key = await makeKeyOf(test.db, { id, name: '' }, ['nettv:sell']);
    const call = await makeRequestRow(test.db, key.actor, path);
    await test.sql`update api_requests set status = ${status} where id = ${call}`;
  }
}

it('exports the calls of a partner’s own company that their filters show', async () => {
  await makeCall('/api/v1/redemptions', 409);
  await makeCall('/api/v1/redemptions', 200);
  for (const filter of [{}, { outcome: 'refused' as const }, { search: '/api/v1/red' }]) {
    const listed = await listOwnRequests(partner, filter);
    const file = await exportOwnRequests(partner, filter);
    expect(await file.repeatable?.count()).toBe(listed.rows.length);
    const rows = await rowsOf(file);
    expect(rows.map(({ id }) => id)).toEqual(listed.rows.map(({ id }) => id));
    expect(rows[0]).not.toHaveProperty('integrator');
  }
});

it('exports the coupons that a partner’s list shows, without what they are limited to', async () => {
  await makeCoupon(test.db, { integratorId: companyOf(partner), code: 'OWNEXPORT' });
  await makeCoupon(test.db, { integratorId: companyOf(partner), code: 'SECONDONE' });
  await makeCoupon(test.db, { code: 'FOREIGN' });
  for (const filter of [{}, { q: 'OWNEX' }]) {
    const listed = await listOwnCoupons(partner, filter);
    const file = await exportOwnCoupons(partner, filter);
    expect(await file.repeatable?.count()).toBe(listed.rows.length);
    const rows = await rowsOf(file);
    expect(rows.map(({ code }) => code)).toEqual(listed.rows.map(({ code }) => code));
    expect(rows[0]).not.toHaveProperty('user_groups');
  }
});

it('has in the statement the instants at which its days begin and end', async () => {
  await topUpCredit(admin, { integratorId: companyOf(partner), amountPaisa: 5000, reason: 'Bank transfer' });
  const file = await exportOwnStatement(partner, { from: '2026-11-01', to: '2199-12-31' });
  expect(await file.repeatable?.count()).toBe(1);
  const rows = await rowsOf(file);
  expect(rows.map(({ what }) => what)).toEqual(['closing', 'top_up', 'opening']);
  expect(rows[0]).toMatchObject({ time: '2199-12-31T18:15:00.000Z', time_local: '2200-01-01T00:00:00.000+05:45' });
  expect(rows[2]).toMatchObject({ time: '2026-10-31T18:15:00.000Z', time_local: '2026-11-01T00:00:00.000+05:45' });
});

it('makes a partner’s exports in the background, with columns to choose, and for them alone', async () => {
  const asked = [
    ['partner-sales', await exportOwnPurchases(partner, {})],
    ['partner-redemptions', await exportOwnRedemptions(partner, {})],
    ['partner-statement', await exportOwnStatement(partner, {})],
    ['partner-requests', await exportOwnRequests(partner, {})],
    ['partner-coupons', await exportOwnCoupons(partner, {})],
  ] as const;
  for (const [kind, file] of asked) {
    const columns = (await listExportColumns(partner, { kind })).slice(0, 3);
    const kept = await keepExport(partner, large(file), { as: 'csv', columns });
    await makeExport(systemContext(test.db, 'Make export'), kept ?? { fileId: 0 });
    const parts: Uint8Array[] = [];
    for await (const part of (await downloadExport(partner, { id: kept?.fileId ?? 0 })).bytes) parts.push(part);
    expect(Buffer.concat(parts).toString()).toContain(columns.join(','));
  }
  expect((await listExports(partner)).map(({ state }) => state)).toEqual(Array(5).fill('done'));
  expect(await listExports(await makeUserContext(test.db, 'partner', undefined, companyOf(partner)))).toEqual([]);
});

it('refuses the file of one company to a partner who is of another by now', async () => {
  const moved = await makeUserContext(test.db, 'partner');
  const kept = await keepExport(moved, large(await exportOwnCoupons(moved, {})), { as: 'csv', columns: null });
  await makeExport(systemContext(test.db, 'Make export'), kept ?? { fileId: 0 });
  const elsewhere = { ...moved, actor: { ...moved.actor, integratorId: companyOf(partner) } };
  await expect(downloadExport(elsewhere, { id: kept?.fileId ?? 0 })).rejects.toBeInstanceOf(Forbidden);
});

it('gives them to nobody but partners', async () => {
  const support = await makeUserContext(test.db, 'support');
  for (const ctx of [admin, support]) {
    for (const use of [exportOwnRequests, exportOwnCoupons, exportOwnStatement, exportOwnPurchases]) {
      await expect(use(ctx, {})).rejects.toBeInstanceOf(Forbidden);
    }
  }
  await expect(listExportColumns(partner, { kind: 'sales' })).rejects.toBeInstanceOf(Forbidden);
});
