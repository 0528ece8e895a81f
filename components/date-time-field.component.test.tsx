import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { FieldForm, save } from '@/test/components/field-form';
import { renderInApp } from '@/test/components/render-in-app';
import { DateTimeField } from './date-time-field';

const schema = z.object({ at: z.iso.datetime('Give the whole date.').nullable() });

/** In Kathmandu's zone, 5:45 hours ahead of the stored instants. */
async function renderField(options: { at?: string | null; boundary?: 'start' | 'end' } = {}) {
  const { at = null, boundary = 'start' } = options;
  const onSubmit = vi.fn();
  const { user } = renderInApp(
    <FieldForm schema={schema} values={{ at }} onSubmit={onSubmit}>
      {(control) => <DateTimeField control={control} name="at" label="From" boundary={boundary} optional />}
    </FieldForm>,
  );
  // The picker is loaded after the page.
  await screen.findByRole('spinbutton', { name: /^day/ });
  const part = (name: RegExp) => screen.getByRole('spinbutton', { name });
  const type = async (name: RegExp, digits: string) => {
    await user.click(part(name));
    await user.keyboard(digits);
  };
  const typeDay = async () => {
    await type(/^day/, '05');
    await type(/^month/, '10');
    await type(/^year/, '2030');
  };
  return { user, part, type, typeDay, onSubmit };
}

describe('a day without a time', () => {
  it('begins at midnight', async () => {
    const { user, typeDay, onSubmit } = await renderField();
    await typeDay();
    await save(user);
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ at: '2030-10-04T18:15:00.000Z' });
  });

  it('is in a period to its last minute, as the end of one', async () => {
    const { user, typeDay, onSubmit } = await renderField({ boundary: 'end' });
    await typeDay();
    await save(user);
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ at: '2030-10-05T18:15:00.000Z' });
  });
});

it('takes a day with its time', async () => {
  const { user, type, typeDay, onSubmit } = await renderField();
  await typeDay();
  await type(/^hour/, '14');
  await type(/^minute/, '30');
  await save(user);
  expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ at: '2030-10-05T08:45:00.000Z' });
});

it('does not take half a date for none', async () => {
  const { user, type, onSubmit } = await renderField();
  await type(/^day/, '05');
  await type(/^month/, '10');
  await save(user);
  expect(await screen.findByText('Give the whole date.')).toBeTruthy();
  expect(onSubmit).not.toHaveBeenCalled();
});

it('shows the end of a period as the minute before midnight, and keeps it', async () => {
  const { user, part, onSubmit } = await renderField({ at: '2030-10-05T18:15:00.000Z', boundary: 'end' });
  expect([/^day/, /^hour/, /^minute/].map((name) => part(name).textContent)).toEqual(['05', '23', '59']);
  await save(user);
  expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ at: '2030-10-05T18:15:00.000Z' });
});

it('is cleared by a button where it is optional', async () => {
  const { user, onSubmit } = await renderField({ at: '2030-10-04T18:15:00.000Z' });
  await user.click(screen.getByRole('button', { name: 'Clear the date' }));
  expect(screen.queryByRole('button', { name: 'Clear the date' })).toBeNull();
  await save(user);
  expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ at: null });
});

it('takes a day from the calendar, which keeps the time', async () => {
  const { user, onSubmit } = await renderField({ at: '2030-10-05T08:45:00.000Z' });
  await user.click(screen.getByRole('button', { name: /^Open the calendar/ }));
  const calendar = await screen.findByRole('dialog');
  await user.click(within(calendar).getByRole('button', { name: 'Next month' }));
  await user.click(within(calendar).getByRole('button', { name: /20 November 2030/ }));
  await save(user);
  expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ at: '2030-11-20T08:45:00.000Z' });
});

it('shows its value until the picker is loaded, which then has the focus', async () => {
  // Of a page that has not loaded it.
  vi.resetModules();
  const { DateTimeField: Fresh } = await import('./date-time-field');
  renderInApp(
    <FieldForm schema={schema} values={{ at: '2030-10-04T18:15:00.000Z' }} onSubmit={vi.fn()}>
      {(control) => <Fresh control={control} name="at" label="From" />}
    </FieldForm>,
  );
  const before = screen.getByRole<HTMLInputElement>('textbox', { name: 'From' });
  expect(before.value).toBe('05/10/2030, 00:00');
  expect(before.readOnly).toBe(true);
  act(() => before.focus());
  const day = await screen.findByRole('spinbutton', { name: /^day/ });
  await waitFor(() => expect(document.activeElement).toBe(day));
});
