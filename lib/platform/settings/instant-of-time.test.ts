import { expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { timeText } from '@/lib/core/instant';
import { getSettings } from './get-settings';
import { instantOfTime, instantsOfRange } from './instant-of-time';

const test = openTestDatabase();

it.each([
  ['2026-11-03', '2026-11-02T18:15:00.000Z', '2026-11-03T18:15:00.000Z'],
  ['2026-W45-2', '2026-11-02T18:15:00.000Z', '2026-11-03T18:15:00.000Z'],
  ['2026-307', '2026-11-02T18:15:00.000Z', '2026-11-03T18:15:00.000Z'],
  ['2026-11-03T06:15Z', '2026-11-03T06:15:00.000Z', '2026-11-03T06:15:00.000Z'],
  ['2026-11-03 06:15:00 UTC', '2026-11-03T06:15:00.000Z', '2026-11-03T06:15:00.000Z'],
])('C13: %s begins and ends where the zone of the settings says', async (text, start, end) => {
  const time = timeText().parse(text);
  expect((await instantOfTime(test, time, 'start')).toISOString()).toBe(start);
  expect((await instantOfTime(test, time, 'end')).toISOString()).toBe(end);
});

it('a range is open where nothing is given, and ends before a year of five digits', async () => {
  expect(await instantsOfRange(test, {})).toEqual({ from: undefined, to: undefined });
  await getSettings(test.db);
  await test.sql`update settings set time_zone = 'America/New_York'`;
  const { to } = await instantsOfRange(test, { to: '9999-12-31' });
  expect(to?.toISOString()).toBe('9999-12-31T23:59:59.999Z');
  const backwards = instantsOfRange(test, { from: '2026-11-05', to: '2026-11-01' });
  await expect(backwards).rejects.toMatchObject({ fields: { to: ['Give a time that is not before `from`.'] } });
});

it.each(['1969-12-31', '2026-02-30', '0000-01-01', '9999-12-31T23:00-05:00', 'soon', ''])(
  'reads nothing from %j',
  (text) => {
    expect(timeText().safeParse(text).error?.issues[0]?.message).toBe(
      'Give a time such as 2026-11-03T06:15:00Z, or a day such as 2026-11-03.',
    );
  },
);
