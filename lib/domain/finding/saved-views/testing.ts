import { and, desc, eq } from 'drizzle-orm';
import { beforeEach } from 'vitest';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { createSavedView } from './create-saved-view';
import { listSavedViews } from './list-saved-views';

/** A file's database, three people, a name of each test's own, and what saves a view, reads it and looks for its record. */
export function openViews() {
  const test = openTestDatabase({ max: 10 });
  const admin = prepared(() => makeUserContext(test.db, 'admin'));
  const support = prepared(() => makeUserContext(test.db, 'support'));
  const viewer = prepared(() => makeUserContext(test.db, 'viewer'));
  let serial = 0;
  beforeEach(() => {
    serial += 1;
  });
  const freshName = () => `Failed ${serial}`;
  const failed = { query: { state: 'failed' }, columns: null, isShared: false, isDefault: false };
  const save = (ctx = support, more: Partial<Parameters<typeof createSavedView>[1]> = {}) =>
    createSavedView(ctx, { list: '/sales', name: freshName(), ...failed, ...more });
  const seenBy = async (ctx: typeof support, id: number, list: '/sales' | '/partner/sales' = '/sales') =>
    (await listSavedViews(ctx, { list })).find((view) => view.id === id);
  const lastEvent = async (id: number) => {
    const [event] = await test.db
      .select()
      .from(auditEvents)
      .where(and(eq(auditEvents.subjectKind, 'saved_view'), eq(auditEvents.subjectId, id)))
      .orderBy(desc(auditEvents.id))
      .limit(1);
    return event;
  };
  return { test, admin, support, viewer, freshName, save, seenBy, lastEvent };
}
