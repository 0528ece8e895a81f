import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { defaultViews, savedViews } from '@/db/schema/saved-views';
import { users } from '@/db/schema/team';
import { NotFound } from '@/lib/core/errors';
import { chooseDefaultView } from './choose-default-view';
import { deleteSavedView } from './delete-saved-view';
import { findSavedViews } from './find-saved-views';
import { pruneSavedViews } from './prune-saved-views';
import { restoreSavedView } from './restore-saved-view';
import { openViews } from './testing';
import { updateSavedView } from './update-saved-view';

const { test, support, viewer, freshName, save, seenBy, lastEvent } = openViews();

describe('the view that a list opens with', () => {
  it('is of one person and one list, one at a time', async () => {
    const { id } = await save(support, { isShared: true, isDefault: true });
    expect(await seenBy(support, id)).toMatchObject({ isDefault: true });
    expect(await lastEvent(id)).toMatchObject({ action: 'saved_view.made_default' });
    expect(await seenBy(viewer, id)).toMatchObject({ isDefault: false });
    const { id: other } = await save(support, { name: `${freshName()} b`, isDefault: true });
    expect(await seenBy(support, id)).toMatchObject({ isDefault: false });
    await expect(chooseDefaultView(support, { list: '/shifts', viewId: other })).rejects.toThrow(NotFound);
    await chooseDefaultView(support, { list: '/sales', viewId: null });
    expect(await seenBy(support, other)).toMatchObject({ isDefault: false });
    expect(await lastEvent(other)).toMatchObject({ action: 'saved_view.unset_default' });
  });

  it('can be one of a colleague, until it is shared no more', async () => {
    const { id } = await save(support, { isShared: true });
    await chooseDefaultView(viewer, { list: '/sales', viewId: id });
    expect(await seenBy(viewer, id)).toMatchObject({ isDefault: true });
    await updateSavedView(support, { id, name: freshName(), isShared: false });
    expect(await seenBy(viewer, id)).toBeUndefined();
  });
});

describe('deleting a view', () => {
  it('can be undone, for everybody whose list opens with it too, and then is for good after a day', async () => {
    const { id } = await save(support, { isShared: true });
    await chooseDefaultView(viewer, { list: '/sales', viewId: id });
    await deleteSavedView(support, { id });
    expect(await seenBy(viewer, id)).toBeUndefined();
    await expect(deleteSavedView(support, { id })).rejects.toThrow(NotFound);
    await restoreSavedView(support, { id });
    await expect(restoreSavedView(support, { id })).rejects.toThrow(NotFound);
    expect(await seenBy(viewer, id)).toMatchObject({ isDefault: true });
    expect(await lastEvent(id)).toMatchObject({ action: 'saved_view.restored' });

    await deleteSavedView(support, { id });
    await pruneSavedViews(support);
    expect(await test.db.$count(savedViews, eq(savedViews.id, id))).toBe(1);
    await pruneSavedViews({ ...support, now: () => new Date(Date.now() + 25 * 60 * 60 * 1000) });
    expect(await test.db.$count(savedViews, eq(savedViews.id, id))).toBe(0);
    expect(await test.db.$count(defaultViews, eq(defaultViews.viewId, id))).toBe(0);
    await expect(restoreSavedView(support, { id })).rejects.toThrow(NotFound);
  });

  it('frees its name, and its undo says so where that is taken by then', async () => {
    const { id } = await save();
    await deleteSavedView(support, { id });
    await save();
    await expect(restoreSavedView(support, { id })).rejects.toMatchObject({ fields: { name: [/already/] } });
  });

  it('comes with the person, and so does what their list opens with', async () => {
    const { id: kept } = await save(support, { isShared: true });
    const person = { email: 'gone@example.com', name: 'Gone', role: 'viewer', passwordHash: '-' } as const;
    const [gone] = await test.db.insert(users).values(person).returning({ id: users.id });
    const userId = gone?.id ?? 0;
    await test.db.insert(savedViews).values({ ownerId: userId, list: '/sales', name: freshName(), query: {} });
    await test.db.insert(defaultViews).values({ userId, list: '/sales', viewId: kept });
    await test.db.delete(users).where(eq(users.id, userId));
    expect(await test.db.$count(savedViews, eq(savedViews.ownerId, userId))).toBe(0);
    expect(await test.db.$count(defaultViews, eq(defaultViews.userId, userId))).toBe(0);
  });
});

it('is found by a part of its name', async () => {
  const { id } = await save(support, { name: 'Quarter 3%', isShared: true });
  expect(await findSavedViews(viewer, 'quarter 3%', 5)).toMatchObject([{ id, list: '/sales' }]);
  expect(await findSavedViews(viewer, 'quarter%3', 5)).toEqual([]);
});
