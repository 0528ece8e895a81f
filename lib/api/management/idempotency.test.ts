import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEvents } from '@/db/schema/team';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { deleteCoupon } from '@/lib/domain/coupons/coupons/delete-coupon';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { makeCode } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext, makeKeyOf } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { openManagement } from './testing';

const api = prepared(openManagement);

describe('Idempotency-Key', () => {
  const send = (key: string, coupon: object) =>
    api.call('POST', '/coupons.json', { body: { coupon }, headers: { 'idempotency-key': key } });

  it('gives the first answer again, and 409 for another body', async () => {
    const coupon = { code: 'ONCE', discount: 5, duration: 'once' };
    const first = await send('key-1', coupon);
    const again = await send('key-1', coupon);
    expect(first.status).toBe(200);
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await send('key-1', { ...coupon, discount: 6 })).toMatchObject({ status: 409, body: { error: 'Conflict' } });
  });

  it('gives a refusal again, though the code is free by now', async () => {
    const taken = await createCoupon(api.admin, newCoupon({ code: 'FREED' }));
    const coupon = { code: 'FREED', discount: 5, duration: 'once' };
    const first = await send('key-2', coupon);
    await deleteCoupon(api.admin, taken);
    expect(first.status).toBe(400);
    expect((await send('key-2', coupon)).text).toBe(first.text);
    expect((await send('key-3', coupon)).status).toBe(200);
  });

  it('writes one coupon for ten requests that come at once', async () => {
    const coupon = { code: 'TEN', discount: 5, duration: 'once' };
    const all = await Promise.all(Array.from({ length: 10 }, () => send('key-4', coupon)));
    for (const { status, headers } of all) {
      expect([200, 409]).toContain(status);
      if (status === 409) expect(headers.get('retry-after')).toBe('1');
    }
    const made = await api.db.execute(sql`select 1 from coupons where code = 'TEN'`);
    expect(made).toHaveLength(1);
    expect((await send('key-4', coupon)).status).toBe(200);
  });

  it('keeps no fault of ours, and refuses a key that cannot be one', async () => {
    const coupon = { code: 'LATER', discount: 5, duration: 'once' };
    await api.db.execute(sql`alter table audit_events rename to hidden`);
    const failed = await send('key-5', coupon);
    await api.db.execute(sql`alter table hidden rename to audit_events`);
    expect(failed.status).toBe(500);
    expect(failed.body).toEqual({ error: 'Internal Server Error', request_id: failed.headers.get('x-request-id') });
    expect((await send('key-5', coupon)).status).toBe(200);
    expect((await send('two words', coupon)).status).toBe(400);
    expect((await send('x'.repeat(256), coupon)).status).toBe(400);
  });

  it('is honoured on a change and a deletion, refusals of If-Match included', async () => {
    const made = await send('key-7', { code: 'CHANGED', discount: 5, duration: 'once' });
    const { id } = made.body.coupon as { id: string };
    const repeat = async (
      method: string,
      key: string,
      sent: { body?: unknown; headers?: Record<string, string> } = {},
    ) => {
      const headers = { ...sent.headers, 'idempotency-key': key };
      const again = () => api.call(method, `/coupons/${id}.json`, { ...sent, headers });
      const [first, second] = [await again(), await again()];
      expect([second.status, second.text]).toEqual([first.status, first.text]);
      expect(second.headers.get('idempotent-replayed')).toBe('true');
      return first.status;
    };
    expect(await repeat('PUT', 'key-8', { body: { coupon: { discount: 6 } } })).toBe(200);
    expect(
      (
        await api.call('PUT', `/coupons/${id}.json`, {
          body: { coupon: { discount: 7 } },
          headers: { 'idempotency-key': 'key-8' },
        })
      ).status,
    ).toBe(409);
    const stale = { body: { coupon: { discount: 8 } }, headers: { 'if-match': made.headers.get('etag') ?? '' } };
    expect(await repeat('PUT', 'key-9', stale)).toBe(412);
    expect(await repeat('DELETE', 'key-10')).toBe(200);
    const versions = await api.db.execute(sql`select version from coupons where code = 'CHANGED'`);
    expect(versions).toEqual([{ version: 2 }]);
  });

  it('records which key did it', async () => {
    const { body } = await send('key-6', { code: 'AUDITED', discount: 5, duration: 'once' });
    const id = Number.parseInt((body.coupon as { id: string }).id, 10);
    const [event] = await api.db
      .select()
      .from(auditEvents)
      .where(sql`${auditEvents.action} = 'coupon.created' and ${auditEvents.subjectId} = ${id}`);
    expect(event).toMatchObject({ actorKind: 'key', requestId: expect.any(String) });
  });

  describe('an answer that shows a code', () => {
    const restore = (keyOf: { key: string }, path: string) =>
      api.call('POST', path, {
        headers: { authorization: `Bearer ${keyOf.key}`, 'idempotency-key': 'restored-once' },
      });
    const audited = async (codeId: number) =>
      (
        await api.db
          .select()
          .from(auditEvents)
          .where(sql`${auditEvents.action} = 'code.revealed' and ${auditEvents.subjectId} = ${codeId}`)
      ).length;

    it('is stored without it, shown again to those who can see it, and written down each time', async () => {
      const revealing = await makeKeyContext(api.db, ['coupons:write', 'codes:reveal']);
      const { id: couponId } = await createCoupon(api.admin, newCoupon({ code: 'CANARY' }));
      const { id: codeId, code } = await makeCode(api.db, couponId);
      const path = `/coupons/${couponId}/codes/${codeId}/restore.json`;
      const first = await restore(revealing, path);
      expect(first.body).toMatchObject({ code: { code } });
      const stored = await api.db.execute(sql`select body::text from idempotency_keys where key = 'restored-once'`);
      expect(stored).toHaveLength(1);
      expect(JSON.stringify(stored)).not.toContain(code);

      const again = await restore(revealing, path);
      expect(again.headers.get('idempotent-replayed')).toBe('true');
      expect(again.text).toBe(first.text);
      expect(await audited(codeId)).toBe(2);

      const other = await makeKeyOf(api.db, { id: revealing.actor.integratorId, name: 'same' }, ['coupons:write']);
      const masked = await restore(other, path);
      expect(masked.headers.get('idempotent-replayed')).toBe('true');
      expect(masked.text).not.toContain(code);
      expect(masked.body).toMatchObject({ code: { code: `••••-${code.slice(-4)}` } });
      expect(await audited(codeId)).toBe(2);
    });
  });
});
