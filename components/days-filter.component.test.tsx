import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { renderInApp } from '@/test/components/render-in-app';
import { type Days, useDaysChip } from './days-chip';
import { DaysFilter } from './days-filter';

type Which = 'created' | 'ended';

async function openDays({
  from = null,
  to = null,
  problem,
}: Partial<Days> & { problem?: (days: Days) => string | null }) {
  const onChange = vi.fn();
  const { user } = renderInApp(
    <DaysFilter<Which>
      title="Days of the coupons"
      submitLabel="Show"
      days={{ from, to }}
      which={{
        label: 'Date',
        value: 'created',
        choices: [
          { value: 'created', label: 'Created' },
          { value: 'ended', label: 'Ended' },
        ],
      }}
      {...(problem ? { problem } : {})}
      onChange={onChange}
    />,
  );
  await user.click(screen.getByRole('button', { name: 'Dates' }));
  await screen.findByRole('dialog', { name: 'Days of the coupons' });
  const type = (label: RegExp, value: string) =>
    fireEvent.change(screen.getByLabelText<HTMLInputElement>(label), { target: { value } });
  return { user, onChange, type, show: () => user.click(screen.getByRole('button', { name: 'Show' })) };
}

it('gives the days and which date they are of, and closes', async () => {
  const { user, onChange, type, show } = await openDays({});
  type(/^From/, '2030-10-01');
  type(/^To/, '2030-10-31');
  await user.click(screen.getByRole('radio', { name: 'Ended' }));
  await show();
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(onChange).toHaveBeenCalledExactlyOnceWith({ from: '2030-10-01', to: '2030-10-31' }, 'ended');
});

it('takes an end that is left empty for none', async () => {
  const { onChange, type, show } = await openDays({ from: '2030-10-01', to: '2030-10-31' });
  type(/^From/, '');
  await show();
  await waitFor(() => expect(onChange).toHaveBeenCalledExactlyOnceWith({ from: null, to: '2030-10-31' }, 'created'));
});

it('refuses days that end before they begin', async () => {
  const { onChange, show } = await openDays({ from: '2030-10-31', to: '2030-10-01' });
  await show();
  expect(await screen.findByText('The last day must not be before the first.')).toBeTruthy();
  expect(screen.getByRole('dialog')).toBeTruthy();
  expect(onChange).not.toHaveBeenCalled();
});

it('refuses days for which the screen has a reason', async () => {
  const { onChange, show } = await openDays({
    from: '2030-01-01',
    to: '2031-12-31',
    problem: () => 'At most one year.',
  });
  await show();
  expect(await screen.findByText('At most one year.')).toBeTruthy();
  expect(onChange).not.toHaveBeenCalled();
});

it('says of days in an address that are not in order that nothing is narrowed to them', () => {
  const Chip = (days: Days) => useDaysChip()(days, { href: '/', onFollow: () => undefined })[0]?.value ?? null;
  renderInApp(<Chip from="2026-12-05" to="2026-12-01" />);
  expect(screen.getByText(/the last day is before the first, so all days are shown/)).toBeTruthy();
});
