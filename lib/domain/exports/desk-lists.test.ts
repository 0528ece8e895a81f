import { expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Forbidden } from '@/lib/core/errors';
import { exportIntegrators } from '@/lib/domain/access/integrators/export-integrators';
import { exportBatches } from '@/lib/domain/coupons/codes/export-batches';
import { issueListedCodes } from '@/lib/domain/coupons/codes/issue-listed-codes';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { updateCoupon } from '@/lib/domain/coupons/coupons/update-coupon';
import { listActivity } from '@/lib/platform/audit/list-activity';
import { makeKeyContext, makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { exportActivity } from '@/lib/platform/exports/export-activity';
import { exportRequests } from '@/lib/platform/requests/export-requests';
import { listRequests } from '@/lib/platform/requests/list-requests';
import { prepared } from '@/test/prepared';
import { listExportColumns } from './list-columns';
import { rowsOf } from './testing';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));

it('exports the activity that its list shows, of a coupon with its codes too', async () => {
  const { id: couponId } = await createCoupon(admin, newCoupon({ code: 'SEEN' }));
  await updateCoupon(admin, { id: couponId, description: 'Changed' });
  await createCoupon(admin, newCoupon({ code: 'OTHER' }));
  const listed = await listActivity(admin, { couponId });
  const file = await exportActivity(admin, { couponId });
  expect(await file.repeatable?.count()).toBe(listed.rows.length);
  const rows = await rowsOf(file);
  expect(rows.map(({ id }) => id)).toEqual(listed.rows.map(({ id }) => id));
  expect(rows[0]).toMatchObject({ action: 'coupon.updated', subject_kind: 'coupon', subject_id: couponId });
  expect(rows[0]?.at).toBe(listed.rows[0]?.at);
  expect(rows[0]?.at_local).toMatch(/\+05:45$/);
  const all = await rowsOf(await exportActivity(admin, { actor: `user:${admin.actor.id}` }));
  expect(all.map(({ action }) => action)).toContain('activity.exported');
});

it('exports more activity than it reads at once, each event once', async () => {
  await test.sql`insert into audit_events (at, actor_kind, actor_name, action, subject_kind, subject_id, data)
    select now(), 'system', 'Test', 'test.many', 'many', n, '{}' from generate_series(1, 2100) n`;
  const rows = await rowsOf(await exportActivity(admin, { subjectKind: 'many' }));
  expect(new Set(rows.map(({ subject_id }) => subject_id)).size).toBe(2100);
  expect(rows).toHaveLength(2100);
});

it('exports the calls of keys without what they carried', async () => {
  const { actor } = await makeKeyContext(test.db, ['requests:read']);
  await test.sql`insert into api_requests
    (at, integrator_id, api_key_id, lane, method, path, status, duration_ms, request_id, query, body)
    select now(), ${actor.integratorId}, ${actor.id}, 'v1', 'POST', '/api/v1/redemptions', 409, 12, 'request-1', '', '{"code":"secret"}'`;
  const listed = await listRequests(admin, { outcome: 'refused' });
  const rows = await rowsOf(await exportRequests(admin, { outcome: 'refused' }));
  expect(rows).toHaveLength(listed.rows.length);
  expect(rows[0]).toMatchObject({
    api: 'v1',
    method: 'POST',
    path: '/api/v1/redemptions',
    status: 409,
    key_id: actor.id,
  });
  expect(JSON.stringify(rows)).not.toContain('secret');
  expect(await rowsOf(await exportRequests(admin, { outcome: 'failed' }))).toEqual([]);
});

it('exports integrators with their credit, for those who see money', async () => {
  const { actor } = await makeKeyContext(test.db, ['nettv:sell']);
  const [row] = (await rowsOf(await exportIntegrators(admin))).filter(({ id }) => id === actor.integratorId);
  expect(row).toMatchObject({ disabled: false, available: 0, overdraft_limit: 0, currency: 'NPR', active_keys: 1 });
  const reader = await makeUserContext(test.db, await makeRole(test.db, 'integrators.read'));
  const unseen = (await rowsOf(await exportIntegrators(reader))).find(({ id }) => id === actor.integratorId);
  expect(unseen).toMatchObject({ available: '', held: '', consumed: '', active_keys: 1 });
});

it('exports the batches of a coupon', async () => {
  const { id: couponId } = await createCoupon(admin, newCoupon({ code: 'BATCHED' }));
  await issueListedCodes(admin, { couponId, list: ['BATCH-ONE-1', 'BATCH-ONE-2'] });
  await issueListedCodes(admin, { couponId, list: ['BATCH-TWO-1'] });
  const file = await exportBatches(admin, { couponId });
  expect(file.name).toMatch(/^batches-BATCHED-/);
  expect(await rowsOf(file)).toMatchObject([
    { requested: 1, issued: 1, state: 'done', unit_cost: '' },
    { requested: 2, issued: 2, state: 'done' },
  ]);
});

it('gives each of them to those alone who read the list', async () => {
  const support = await makeUserContext(test.db, 'support');
  const partner = await makeUserContext(test.db, 'partner');
  const { id: couponId } = await createCoupon(admin, newCoupon());
  await expect(exportBatches(partner, { couponId })).rejects.toBeInstanceOf(Forbidden);
  for (const ctx of [support, partner]) {
    await expect(exportIntegrators(ctx)).rejects.toBeInstanceOf(Forbidden);
    await expect(exportActivity(ctx, {})).rejects.toBeInstanceOf(Forbidden);
    await expect(exportRequests(ctx, {})).rejects.toBeInstanceOf(Forbidden);
  }
});

it('has columns to choose from, those of a report by what it is about', async () => {
  expect(await listExportColumns(admin, { kind: 'activity' })).toContain('subject_kind');
  expect(await listExportColumns(admin, { kind: 'report-seller' })).toEqual(
    expect.arrayContaining(['seller', 'succeeded_rupees', 'margin_rupees']),
  );
  const hours = ['hour', 'redemptions', 'discount_rupees', 'currency'];
  expect(await listExportColumns(admin, { kind: 'statistics-hour' })).toEqual(hours);
  const viewer = await makeUserContext(test.db, 'viewer');
  expect(await listExportColumns(viewer, { kind: 'report-day' })).not.toContain('margin_rupees');
});

it('is made again by a job as the person who asked for it', async () => {
  const file = await exportActivity(admin, { subjectKind: 'many' });
  const again = exportActivity.repeat({ ...systemContext(test.db, 'job'), actor: admin.actor }, file.repeatable?.from);
  expect(await rowsOf(again)).toHaveLength(2100);
});
