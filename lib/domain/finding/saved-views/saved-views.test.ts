import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { savedViews } from '@/db/schema/saved-views';
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/core/errors';
import { changeRole } from '@/lib/domain/access/team/change-role';
import { makeIntegrator, makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import { chooseDefaultView } from './choose-default-view';
import { deleteSavedView } from './delete-saved-view';
import { findSavedViews } from './find-saved-views';
import { listSavedViews } from './list-saved-views';
import { restoreSavedView } from './restore-saved-view';
import { addressOf } from './saved-view';
import { openViews } from './testing';
import { updateSavedView } from './update-saved-view';

const { test, admin, support, viewer, freshName, save, seenBy, lastEvent } = openViews();

describe('a saved view', () => {
  it('has what the address of the list has, and an address of its own that shows the same to anybody', async () => {
    const query = { state: 'failed', from: '2026-11-01', queue: 'needs-person' };
    const { id } = await save(support, { name: `  ${freshName()}  today `, query, columns: ['product', 'state'] });
    const view = await seenBy(support, id);
    expect(view).toEqual({
      ...{ id, list: '/sales', name: `${freshName()} today`, query, leftOut: [], columns: ['product', 'state'] },
      ...{ isShared: false, isOwn: true, ownerName: support.actor.name, isDefault: false, canChange: true },
    });
    expect(view && addressOf(view)).toBe(
      `/sales?from=2026-11-01&queue=needs-person&state=failed&columns=product%2Cstate&view=${id}`,
    );
    expect(await lastEvent(id)).toMatchObject({
      ...{ action: 'saved_view.created', userId: support.actor.id },
      data: { name: `${freshName()} today`, list: '/sales', isShared: false },
    });
  });

  it('is its owner’s alone until it is shared, and then of everybody who can read the list', async () => {
    const { id } = await save();
    expect(await seenBy(viewer, id)).toBeUndefined();
    await updateSavedView(support, { id, name: freshName(), isShared: true });
    expect(await seenBy(viewer, id)).toMatchObject({ isOwn: false, canChange: false, ownerName: support.actor.name });
    expect(await seenBy(admin, id)).toMatchObject({ isOwn: false, canChange: true });
    expect(await lastEvent(id)).toMatchObject({ action: 'saved_view.updated', data: { isShared: true } });
  });

  it('has a name that no other own view of the list has, in any case; colleagues and other lists may', async () => {
    await save();
    const taken = { fields: { name: [/already/] } };
    await expect(save(support, { name: freshName().toUpperCase() })).rejects.toMatchObject(taken);
    await save(viewer);
    await save(support, { list: '/redemptions', query: { state: 'held' } });
    const { id } = await save(support, { name: `${freshName()} b` });
    await expect(updateSavedView(support, { id, name: freshName(), isShared: false })).rejects.toMatchObject(taken);
  });

  it('can be made to show something else', async () => {
    const { id } = await save();
    await updateSavedView(support, { id, name: freshName(), isShared: false, query: {}, columns: ['state'] });
    expect(await seenBy(support, id)).toMatchObject({ query: {}, columns: ['state'] });
    await updateSavedView(support, { id, name: `${freshName()} b`, isShared: false });
    expect(await seenBy(support, id)).toMatchObject({ name: `${freshName()} b`, columns: ['state'] });
  });

  it('is opened with what its list still knows, and says what it leaves out', async () => {
    const { id } = await save();
    const old = { state: 'lost', channel: 'web', from: '2026-11-01' };
    await test.db.update(savedViews).set({ query: old }).where(eq(savedViews.id, id));
    expect(await seenBy(support, id)).toMatchObject({
      query: { from: '2026-11-01' },
      leftOut: ['state=lost', 'channel=web'],
    });
  });

  it('is one of at most 50 of a person and a list, also when many are saved at once', async () => {
    const owner = await makeUserContext(test.db, 'support');
    const rows = Array.from({ length: 45 }, (_, index) => ({
      ...{ ownerId: owner.actor.id, list: '/sales', name: `View ${index}`, query: {} },
    }));
    await test.db.insert(savedViews).values(rows);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => save(owner, { name: `At once ${index}` })),
    );
    const refused = outcomes.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused.map(({ reason }) => reason)).toEqual(Array(3).fill(expect.any(Conflict)));
    expect(refused[0]?.reason).toMatchObject({ reason: 'too_many_views' });
    await save(owner, { list: '/shifts', query: {} });
  });
});

describe('what a view does not keep', () => {
  it.each([
    ['/sales', { search: 'Sita' }],
    ['/redemptions', { search: 'user-7' }],
    ['/requests', { search: 'req-1' }],
    ['/security', { address: '27.34.' }],
    ['/team', { search: 'Sita' }],
    ['/coupons', { q: '986-084 8045' }],
    ['/coupons', { q: 'sita@example.com' }],
  ] as const)('of %s: %j', async (list, query) => {
    await expect(save(admin, { list, query })).rejects.toMatchObject({ fields: { query: [/Clear the search/] } });
    const { id } = await save(admin, { list, query: {} });
    await expect(updateSavedView(admin, { id, name: freshName(), isShared: false, query })).rejects.toThrow(Invalid);
  });

  it('a phone number in place of a column', async () => {
    await expect(save(support, { columns: ['9860848045'] })).rejects.toThrow(Invalid);
  });

  it.each([
    ['unheard', '1'],
    ['state', 'lost'],
    ['productId', '-1'],
    ['after', 'cursor'],
    ['view', '1'],
    ['constructor', 'x'],
    ['from', 'today'],
  ])('what the list does not know: %s=%s', async (name, value) => {
    await expect(save(support, { query: { [name]: value } })).rejects.toThrow(Invalid);
  });

  it.each(['', '   ', 'a'.repeat(61), 'a\0b', 'Calls of 986-0848045', 'sita@example.com'])(
    'a name such as %j',
    async (name) => {
      await expect(save(support, { name })).rejects.toMatchObject({ fields: { name: [expect.any(String)] } });
    },
  );
});

describe('somebody else', () => {
  it('who cannot read the list sees none of its views and saves none', async () => {
    await expect(listSavedViews(viewer, { list: '/team' })).rejects.toThrow(Forbidden);
    await expect(save(viewer, { list: '/team', query: {} })).rejects.toThrow(Forbidden);
    await expect(chooseDefaultView(viewer, { list: '/team', viewId: null })).rejects.toThrow(Forbidden);
  });

  it('who lost the right to read the list changes their own view of it no more, nor finds it', async () => {
    const role = await makeRole(test.db, 'activity.read');
    const owner = await makeUserContext(test.db, role);
    const { id } = await save(owner, { list: '/activity', query: {} });
    expect(await findSavedViews(owner, freshName(), 5)).toMatchObject([{ id }]);
    const without = { ...owner, actor: { ...owner.actor, role: 'viewer' as const } };
    await expect(deleteSavedView(without, { id })).rejects.toThrow(NotFound);
    expect(await findSavedViews(without, freshName(), 5)).toEqual([]);
  });

  it('cannot change a shared view, unless they manage people; and nobody one that is not shared', async () => {
    const { id } = await save(support, { isShared: true });
    const renamed = { id, name: `${freshName()} b`, isShared: true };
    await expect(updateSavedView(viewer, renamed)).rejects.toThrow(NotFound);
    await expect(deleteSavedView(viewer, { id })).rejects.toThrow(NotFound);
    await updateSavedView(admin, renamed);
    await deleteSavedView(admin, { id });
    await expect(restoreSavedView(viewer, { id })).rejects.toThrow(NotFound);
    await restoreSavedView(admin, { id });
    expect(await seenBy(support, id)).toMatchObject({ name: `${freshName()} b`, isOwn: true });
    const { id: own } = await save();
    await expect(updateSavedView(admin, { ...renamed, id: own })).rejects.toThrow(NotFound);
    await expect(deleteSavedView(admin, { id: own })).rejects.toThrow(NotFound);
    await expect(chooseDefaultView(admin, { list: '/sales', viewId: own })).rejects.toThrow(NotFound);
  });

  it('of a company sees what its people share, and nothing of another company', async () => {
    const company = await makeIntegrator(test.db);
    const [one, colleague] = [
      await makeUserContext(test.db, 'partner', undefined, company.id),
      await makeUserContext(test.db, 'partner', undefined, company.id),
    ];
    const stranger = await makeUserContext(test.db, 'partner');
    const { id } = await save(one, { list: '/partner/sales', isShared: true });
    expect(await seenBy(colleague, id, '/partner/sales')).toMatchObject({ canChange: false });
    expect(await seenBy(stranger, id, '/partner/sales')).toBeUndefined();
    const theirs = { list: '/partner/sales', viewId: id } as const;
    await expect(chooseDefaultView(stranger, theirs)).rejects.toThrow(NotFound);
    await expect(deleteSavedView(admin, { id })).rejects.toThrow(NotFound);
    await expect(listSavedViews(one, { list: '/sales' })).rejects.toThrow(Forbidden);
  });
});

it('of somebody who is moved to another company stays theirs, and is not shared there', async () => {
  const [company, next] = [await makeIntegrator(test.db), await makeIntegrator(test.db)];
  const moved = await makeUserContext(test.db, 'partner', undefined, company.id);
  const { id } = await save(moved, { list: '/partner/sales', isShared: true });
  await changeRole(admin, { userId: moved.actor.id, role: 'partner', integratorId: next.id });
  const colleague = await makeUserContext(test.db, 'partner', undefined, next.id);
  expect(await seenBy(colleague, id, '/partner/sales')).toBeUndefined();
  const after = { ...moved, actor: { ...moved.actor, integratorId: next.id } };
  expect(await seenBy(after, id, '/partner/sales')).toMatchObject({ isOwn: true, isShared: false });
});
