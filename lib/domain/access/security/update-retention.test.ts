import { expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { retentionKinds, retentionNames } from '@/lib/core/entities/retention';
import { Forbidden, Invalid } from '@/lib/core/errors';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { scopes } from '@/lib/platform/context/scopes';
import { getRetention, readRetention } from '@/lib/platform/settings/retention';
import { updateRetention } from './update-retention';

const test = openTestDatabase();

it('begins with what is usual, and is changed by an admin alone, with an audit row', async () => {
  const usual = Object.fromEntries(retentionNames.map((name) => [name, retentionKinds[name].usual])) as never;
  expect(await readRetention(test.db)).toEqual(usual);
  const admin = await makeUserContext(test.db, 'admin');
  const changed = { ...(await getRetention(admin)), messageDays: 90 };
  for (const role of ['supervisor', 'support', 'viewer'] as const) {
    await expect(updateRetention(await makeUserContext(test.db, role), changed)).rejects.toBeInstanceOf(Forbidden);
  }
  const key = await makeKeyContext(test.db, [...scopes]);
  await expect(updateRetention(key, changed)).rejects.toBeInstanceOf(Forbidden);
  await expect(getRetention(key)).rejects.toBeInstanceOf(Forbidden);
  expect(await readRetention(test.db)).toEqual(usual);
  await updateRetention(admin, changed);
  await updateRetention(admin, changed);
  expect(await readRetention(test.db)).toEqual(changed);
  const rows = await test.sql`select data from audit_events where action = 'settings.retention_changed'`;
  expect(rows).toEqual([{ data: { messageDays: { from: 365, to: 90 } } }]);
});

it.each(retentionNames)('%s is never shorter than its least, in the form and in the database', async (name) => {
  const admin = await makeUserContext(test.db, 'admin');
  const { least } = retentionKinds[name];
  const now = await getRetention(admin);
  await updateRetention(admin, { ...now, [name]: least });
  for (const days of [least - 1, least + 0.5, 36_501]) {
    await expect(updateRetention(admin, { ...now, [name]: days })).rejects.toMatchObject({
      fields: { [name]: [expect.stringContaining(String(least))] },
    });
  }
  await expect(updateRetention(admin, { ...now, [name]: '30' as never })).rejects.toBeInstanceOf(Invalid);
  const column = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  await expect(test.sql.unsafe(`update retention set ${column} = ${least - 1}`)).rejects.toThrow('check constraint');
});

it('leaves alone what is not given: a form that was opened before takes nothing back', async () => {
  const admin = await makeUserContext(test.db, 'admin');
  const before = await updateRetention(admin, { auditDays: 400, webhookDays: 10 });
  const one = updateRetention(admin, { auditDays: 3_000 });
  const other = updateRetention(await makeUserContext(test.db, 'admin'), { webhookDays: 20 });
  await Promise.all([one, other]);
  expect(await readRetention(test.db)).toEqual({ ...before, auditDays: 3_000, webhookDays: 20 });
});
