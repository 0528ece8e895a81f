import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { approvals } from '@/db/schema/approvals';
import { supplierComparisons, supplierDifferences } from '@/db/schema/comparisons';
import { securityEvents } from '@/db/schema/security';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, NotFound } from '@/lib/core/errors';
import { exportComparisons, exportDifferences } from '@/lib/domain/sales/supply/export-comparisons';
import { listComparisons } from '@/lib/domain/sales/supply/list-comparisons';
import { listApprovals } from '@/lib/platform/approvals/list-approvals';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { exportApprovals } from '@/lib/platform/exports/export-approvals';
import { flushSecurityEvents } from '@/lib/platform/security/record-event';
import {
  exportDeliveries,
  exportEndpoints,
  exportOwnDeliveries,
  exportOwnEndpoints,
} from '@/lib/platform/webhooks/export-webhooks';
import { listEndpoints } from '@/lib/platform/webhooks/list-endpoints';
import { listWebhookDeliveries } from '@/lib/platform/webhooks/list-webhook-deliveries';
import { publishEvent } from '@/lib/platform/webhooks/publish-event';
import { relayEvents } from '@/lib/platform/webhooks/relay-events';
import { makeEndpoint, saleData } from '@/lib/platform/webhooks/testing';
import { prepared } from '@/test/prepared';
import { rowsOf } from './testing';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const support = prepared(() => makeUserContext(test.db, 'support'));
const partner = prepared(() => makeUserContext(test.db, 'partner'));

/** Whether the export of that list was noticed. */
async function isNoticed(what: string): Promise<boolean> {
  await flushSecurityEvents();
  const found = await test.db
    .select({ data: securityEvents.data })
    .from(securityEvents)
    .where(and(eq(securityEvents.kind, 'data.exported'), eq(securityEvents.userId, admin.actor.id)));
  return found.some(({ data }) => (data as { what?: string }).what === what);
}

it('exports the webhooks that the list shows, without secrets, and a partner those of their company', async () => {
  await makeEndpoint(admin, { description: 'Ours' });
  const theirs = await makeEndpoint(admin, { integratorId: partner.actor.integratorId ?? 0 });
  const rows = await rowsOf(await exportEndpoints(admin, {}));
  expect(rows.map(({ id }) => id)).toEqual((await listEndpoints(admin)).map(({ id }) => id));
  expect(rows.at(-1)).toMatchObject({ description: 'Ours', state: 'active', event_types: 'sale.succeeded' });
  expect(JSON.stringify(rows)).not.toContain('whsec_');
  expect((await rowsOf(await exportOwnEndpoints(partner, {}))).map(({ id }) => id)).toEqual([theirs.id]);
  expect(await isNoticed('webhooks')).toBe(true);
});

it('exports the deliveries of an endpoint that its filters show', async () => {
  const [own, other] = [await makeEndpoint(admin), await makeEndpoint(admin)];
  const system = systemContext(test.db, 'test');
  for (let n = 0; n < 3; n++) await publishEvent(system, { type: 'sale.succeeded', data: saleData });
  await relayEvents(system);
  await test.sql`update webhook_deliveries set state = 'delivered', attempts = 1, last_status = 204,
    next_attempt_at = null, last_attempt_at = now(), ended_at = now() where id = (select min(id) from webhook_deliveries where endpoint_id = ${own.id})`;
  for (const state of ['pending', 'delivered', undefined] as const) {
    const filter = { endpointId: own.id, ...(state ? { state } : {}) };
    const listed = await listWebhookDeliveries(admin, filter);
    const file = await exportDeliveries(admin, filter);
    expect(await file.repeatable?.count()).toBe(listed.rows.length);
    expect((await rowsOf(file)).map(({ id }) => id)).toEqual(listed.rows.map(({ id }) => id));
  }
  const [row] = await rowsOf(await exportDeliveries(admin, { endpointId: own.id, state: 'delivered' }));
  expect(row).toMatchObject({ event: 'sale.succeeded', attempts: 1, last_status: 204 });
  await expect(exportOwnDeliveries(partner, { endpointId: other.id })).rejects.toBeInstanceOf(NotFound);
  expect(await isNoticed('webhook deliveries')).toBe(true);
});

it('exports the comparisons, and every difference that waits for a person', async () => {
  const [run] = await test.db
    .insert(supplierComparisons)
    .values({
      ...{ askedBy: 'Every night', since: new Date(0), until: new Date(1), finishedAt: new Date(2) },
      ...{ compared: 40, differences: 2, balanceAt: new Date(1), balancePaisa: 123_450 },
    })
    .returning();
  const difference = (reference: string) => ({
    ...{ kind: 'amount' as const, reference, ours: 'a', theirs: 'b', oursPaisa: 10_050, theirsPaisa: 9_900 },
    ...{ lastSeenAt: new Date(), lastComparisonId: run?.id ?? 0 },
  });
  const many = Array.from({ length: 250 }, (_, n) => difference(`order-${n}`));
  await test.db.insert(supplierDifferences).values([...many, { ...difference('closed'), closedAt: new Date() }]);
  const listed = await listComparisons(admin);
  const runs = await rowsOf(await exportComparisons(admin, {}));
  expect(runs.map(({ id, state }) => [id, state])).toEqual(listed.runs.map(({ id, state }) => [id, state]));
  expect(runs[0]).toMatchObject({ compared: 40, balance: 1234.5, currency: 'NPR' });
  const file = await exportDifferences(admin, {});
  expect(await file.repeatable?.count()).toBe(listed.open);
  const rows = await rowsOf(file);
  expect(rows).toHaveLength(250);
  expect(rows[0]).toMatchObject({ reference: 'order-249', ours_rupees: 100.5, theirs_rupees: 99 });
  expect(await isNoticed('differences')).toBe(true);
});

it('exports the requests for a second person that the actor sees, and no draft', async () => {
  const request = { kind: 'codes_export', input: {}, subjectKind: 'coupon', subjectId: 1, expiresAt: new Date(0) };
  const ofSupport = { ...request, askerId: support.actor.id };
  await test.db.insert(approvals).values([
    { ...ofSupport, summary: { coupon: 'SUMMER' }, reason: 'Agreed', state: 'waiting' },
    { ...ofSupport, summary: {} },
  ]);
  for (const ctx of [admin, support]) {
    const listed = await listApprovals(ctx);
    const rows = await rowsOf(await exportApprovals(ctx, {}));
    expect(rows.map(({ id }) => id)).toEqual(listed.map(({ id }) => id));
    expect(rows[0]).toMatchObject({ state: 'expired', asked_by: support.actor.name, summary: '{"coupon":"SUMMER"}' });
  }
  const viewer = await makeUserContext(test.db, 'viewer');
  expect(await rowsOf(await exportApprovals(viewer, {}))).toEqual([]);
  expect(await isNoticed('approvals')).toBe(true);
});

it('gives each of them to those alone who read the list', async () => {
  const { id: endpointId } = await makeEndpoint(admin);
  for (const refused of [
    () => exportEndpoints(support, {}),
    () => exportDeliveries(support, { endpointId }),
    () => exportComparisons(support, {}),
    () => exportDifferences(support, {}),
    () => exportApprovals(partner, {}),
    () => exportOwnEndpoints(admin, {}),
    () => exportOwnDeliveries(admin, { endpointId }),
  ]) {
    await expect(refused()).rejects.toBeInstanceOf(Forbidden);
  }
});
