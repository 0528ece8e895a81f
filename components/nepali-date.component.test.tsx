import { screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { calendarDay } from '@/lib/core/calendar-day';
import { FieldForm, save } from '@/test/components/field-form';
import { renderInApp } from '@/test/components/render-in-app';
import { DateTimeField } from './date-time-field';
import { DayField } from './day-field';

const locale = 'en-x-en-bs';
const instants = z.object({ at: z.iso.datetime('Give the whole date.').nullable() });
const days = z.object({ at: calendarDay.nullable() });

/** 17 Kartik 2083 is 3 November 2026; Kathmandu is 5:45 hours ahead of the stored instants. */
function renderInstant(options: { at?: string | null; boundary?: 'start' | 'end' } = {}) {
  const { at = null, boundary = 'start' } = options;
  const onSubmit = vi.fn();
  const { user } = renderInApp(
    <FieldForm schema={instants} values={{ at }} onSubmit={onSubmit}>
      {(control) => <DateTimeField control={control} name="at" label="Begins" boundary={boundary} optional />}
    </FieldForm>,
    { locale },
  );
  return { user, onSubmit, ...partsOf('Begins', user) };
}

function renderDay(at: string | null, of: 'en-x-en-bs' | 'en-x-en-both' = locale) {
  const onSubmit = vi.fn();
  const { user } = renderInApp(
    <FieldForm schema={days} values={{ at }} onSubmit={onSubmit}>
      {(control) => <DayField control={control} name="at" label="From day" optional />}
    </FieldForm>,
    { locale: of },
  );
  return { user, onSubmit };
}

function partsOf(name: string, user: ReturnType<typeof renderInApp>['user']) {
  const part = (label: string) =>
    within(screen.getByRole('group', { name: new RegExp(name) })).getByLabelText<HTMLInputElement>(label);
  const type = async (label: string, text: string) => {
    await user.clear(part(label));
    await user.type(part(label), text);
  };
  const typeDay = async (day = '17', month = 'Kartik', year = '2083') => {
    await type('Day', day);
    await user.selectOptions(part('Month'), month);
    await type('Year', year);
  };
  return { part, type, typeDay };
}

describe('a date of Bikram Sambat', () => {
  it('is stored as its instant, with its time', async () => {
    const { user, type, typeDay, onSubmit } = renderInstant();
    await typeDay();
    await type('Time', '14:30');
    expect(screen.getByText(/^3 Nov 2026, 14:30 Kathmandu$/)).toBeTruthy();
    await save(user);
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ at: '2026-11-03T08:45:00.000Z' });
  });

  it('is the whole day without a time, to its last minute as the end of a period', async () => {
    const { user, typeDay, onSubmit } = renderInstant({ boundary: 'end' });
    await typeDay('१७', 'Kartik', '२०८३');
    await save(user);
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ at: '2026-11-03T18:15:00.000Z' });
  });

  it('is shown as it is stored, and kept', async () => {
    const { user, part, onSubmit } = renderInstant({ at: '2026-11-03T18:15:00.000Z', boundary: 'end' });
    expect(['Day', 'Month', 'Year', 'Time'].map((label) => part(label).value)).toEqual(['17', '7', '2083', '23:59']);
    await save(user);
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ at: '2026-11-03T18:15:00.000Z' });
  });

  it.each([
    ['half a date', ['17', 'Kartik', ''], ''],
    ['a day that the month has not', ['31', 'Kartik', '2083'], ''],
    ['a time alone', ['', 'Month', ''], '14:30'],
    ['a time that there is not', ['17', 'Kartik', '2083'], '25:00'],
  ])('is not %s', async (_, [day = '', month = '', year = ''], time) => {
    const { user, part, type, onSubmit } = renderInstant();
    if (day) await type('Day', day);
    await user.selectOptions(part('Month'), month);
    if (year) await type('Year', year);
    if (time) await type('Time', time);
    await save(user);
    expect(await screen.findByText('Give the whole date.')).toBeTruthy();
    expect(onSubmit).not.toHaveBeenCalled();
    expect(part('Day').value).toBe(day);
  });

  it('is cleared by its parts', async () => {
    const { user, part, onSubmit } = renderInstant({ at: '2026-11-03T08:45:00.000Z' });
    for (const label of ['Day', 'Year', 'Time']) await user.clear(part(label));
    await user.selectOptions(part('Month'), '');
    await save(user);
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ at: null });
  });
});

describe('a day', () => {
  it('of Bikram Sambat is given as the day that it is everywhere', async () => {
    const { user, onSubmit } = renderDay(null);
    await partsOf('From day', user).typeDay('1', 'Shrawan', '2083');
    expect(screen.getByText('17 Jul 2026')).toBeTruthy();
    expect(screen.queryByText(/must be/)).toBeNull();
    await save(user);
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ at: '2026-07-17' });
  });

  it('has the other calendar below it, where both are read', () => {
    renderDay('2026-07-17', 'en-x-en-both');
    expect(screen.getByLabelText<HTMLInputElement>(/^From day/).value).toBe('2026-07-17');
    expect(screen.getByText('1 Shrawan 2083')).toBeTruthy();
  });
});
