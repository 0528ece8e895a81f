import { beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Forbidden } from '@/lib/core/errors';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { activityPerPage, listActivity } from './list-activity';
import { listActivityActors } from './list-activity-actors';
import { recordAudit } from './record-audit';
import { listActivityInput } from './schemas';

const test = openTestDatabase();
let admin: Awaited<ReturnType<typeof makeUserContext>>;
beforeEach(async () => {
  await test.sql`truncate audit_events`;
  admin = await makeUserContext(test.db, 'admin');
});

const record = (ctx: Context, subjectKind: string, subjectId: number) =>
  recordAudit(ctx, { action: `${subjectKind}.changed`, subjectKind, subjectId, data: { n: subjectId } });

describe('the activity', () => {
  it('lists who did what to what, the newest first', async () => {
    await record(admin, 'coupon', 1);
    await record(systemContext(test.db, 'nightly'), 'coupon', 2);
    const { rows, nextBefore } = await listActivity(admin, {});
    expect(rows).toMatchObject([
      { actorKind: 'system', actorId: null, actorName: 'nightly', subjectId: 2 },
      { actorKind: 'user', actorId: admin.actor.id, actorName: admin.actor.name, data: { n: 1 } },
    ]);
    expect(nextBefore).toBeNull();
  });

  it('is narrowed to a subject and to an actor', async () => {
    const key = await makeKeyContext(test.db, ['coupons:write']);
    await record(admin, 'coupon', 1);
    await record(admin, 'coupon', 2);
    await record(key, 'product', 1);
    await record(systemContext(test.db, 'nightly'), 'sale', 1);
    const subjects = async (input: Parameters<typeof listActivity>[1]) =>
      (await listActivity(admin, input)).rows.map((row) => `${row.subjectKind} ${row.subjectId}`);
    expect(await subjects({ subjectKind: 'coupon' })).toEqual(['coupon 2', 'coupon 1']);
    expect(await subjects({ subjectKind: 'coupon', subjectId: 1 })).toEqual(['coupon 1']);
    expect(await subjects({ actor: `user:${admin.actor.id}` })).toEqual(['coupon 2', 'coupon 1']);
    expect(await subjects({ actor: `key:${key.actor.id}` })).toEqual(['product 1']);
    expect(await subjects({ actor: 'system' })).toEqual(['sale 1']);
    expect(await subjects({ actor: 'system', subjectKind: 'coupon' })).toEqual([]);
  });

  it('is paged without a gap and without a repeat while new events come in', async () => {
    const count = activityPerPage * 2 + 3;
    for (let index = 1; index <= count; index += 1) await record(admin, 'code', index);
    const seen: number[] = [];
    const back: (number | null | undefined)[] = [];
    let before: number | undefined;
    do {
      const page = await listActivity(admin, before ? { before } : {});
      back.push(page.previous?.before);
      seen.push(...page.rows.map((row) => row.subjectId));
      await record(admin, 'late', 1);
      before = page.nextBefore ?? undefined;
    } while (before);
    expect(seen).toEqual(Array.from({ length: count }, (_, index) => count - index));
    // Two more came in while the second and the third page were read: the first page is further on.
    const [first, second, third] = back;
    expect([first, second]).toEqual([undefined, null]);
    const again = await listActivity(admin, { before: third ?? 0 });
    expect(again.rows.map((row) => row.subjectId)).toEqual(seen.slice(activityPerPage, activityPerPage * 2));
  });

  it('is that of a coupon and its codes, page by page', async () => {
    const ofCode = (couponId: number, subjectId: number) =>
      recordAudit(admin, { action: 'code.deleted', subjectKind: 'code', subjectId, data: { couponId } });
    const written: string[] = [];
    for (let index = 1; index <= activityPerPage; index += 1) {
      await record(admin, 'coupon', 7);
      await ofCode(7, index);
      await ofCode(8, index);
      await record(admin, 'product', 7);
      written.unshift(`code ${index}`, 'coupon 7');
    }
    await record(systemContext(test.db, 'nightly'), 'coupon', 7);
    const named = (rows: { subjectKind: string; subjectId: number }[]) =>
      rows.map((row) => `${row.subjectKind} ${row.subjectId}`);
    const first = await listActivity(admin, { couponId: 7, actor: `user:${admin.actor.id}` });
    const second = await listActivity(admin, { couponId: 7, before: first.nextBefore ?? 0 });
    expect(named([...first.rows, ...second.rows])).toEqual(written);
    expect(second.nextBefore).toBeNull();
    expect(second.previous).toEqual({ before: null });
    expect(named((await listActivity(admin, { couponId: 7, actor: 'system' })).rows)).toEqual(['coupon 7']);
    expect((await listActivity(admin, { couponId: 9 })).rows).toEqual([]);
  });

  it('lists the actors it can be narrowed to, and accepts each of them', async () => {
    const key = await makeKeyContext(test.db, ['coupons:write']);
    const actors = await listActivityActors(admin);
    expect(actors).toContainEqual({ value: `user:${admin.actor.id}`, name: admin.actor.name });
    expect(actors.map((actor) => actor.value)).toContain(`key:${key.actor.id}`);
    for (const { value } of actors) expect(listActivityInput.safeParse({ actor: value }).success).toBe(true);
  });

  it('refuses an actor that is none', () => {
    for (const actor of ['user:', 'user:0', 'robot:1', "system' or true"]) {
      expect(listActivityInput.safeParse({ actor }).success).toBe(false);
    }
  });

  it('is closed to users who are not admins, and to keys', async () => {
    for (const ctx of [
      await makeUserContext(test.db, 'support'),
      await makeUserContext(test.db, 'viewer'),
      await makeKeyContext(test.db, [...scopes]),
    ]) {
      await expect(listActivity(ctx, {})).rejects.toThrow(Forbidden);
      await expect(listActivityActors(ctx)).rejects.toThrow(Forbidden);
    }
  });
});
