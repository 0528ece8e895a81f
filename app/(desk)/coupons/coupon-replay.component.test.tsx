import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { useForm } from 'react-hook-form';
import { afterEach, expect, it, vi } from 'vitest';
import type { Replay } from '@/lib/domain/redemptions/redemptions/try-change';
import common from '@/messages/en/common.json';
import coupons from '@/messages/en/coupons.json';
import { renderInApp } from '@/test/components/render-in-app';
import type { CouponForm } from './coupon-form-model';
import { CouponReplay } from './coupon-replay';

const nothing: Replay = {
  ...{ days: 30, letIn: 0, turnedAway: 0, unknown: 0, moreOffPaisa: 0, pauses: 0, firstPauseAt: null },
  isPartial: false,
};
const { answer } = vi.hoisted(() => ({ answer: vi.fn() }));
vi.mock('./actions', () => ({ replayCouponAction: answer }));

afterEach(() => answer.mockReset());

function Panel() {
  const form = useForm({ defaultValues: { code: 'WELCOME25', maxRedemptions: '5' } });
  return (
    <>
      <input aria-label="Limit" {...form.register('maxRedemptions')} />
      <CouponReplay form={form as unknown as CouponForm} couponId={7} />
    </>
  );
}

async function tryWith(replay: Partial<Replay>) {
  answer.mockResolvedValue({ ok: true, value: { ...nothing, ...replay } });
  const { user } = renderInApp(
    <NextIntlClientProvider locale="en" messages={{ common, coupons }} timeZone="Asia/Kathmandu">
      <QueryClientProvider client={new QueryClient()}>
        <Panel />
      </QueryClientProvider>
    </NextIntlClientProvider>,
  );
  expect(screen.getByText(/Nothing is saved/)).toBeTruthy();
  await user.type(screen.getByLabelText('Limit'), '0');
  await user.click(screen.getByRole('button', { name: 'Try it on the last 30 days' }));
  return user;
}

it('tries what was changed in the form alone, and says what it would have done', async () => {
  const user = await tryWith({ letIn: 312, turnedAway: 20, moreOffPaisa: 4_800_000 });
  const said =
    'Over the last 30 days, refusals included, this rule would have let in 312 more users and turned away 20 redemptions; Rs 48,000 more off.';
  expect(await screen.findByText(said)).toBeTruthy();
  expect(answer).toHaveBeenCalledWith({ id: 7, maxRedemptions: '50' });
  // Another value is another question.
  await user.type(screen.getByLabelText('Limit'), '0');
  await waitFor(() => expect(screen.queryByText(said)).toBeNull());
  expect(screen.getByText(/Nothing is saved/)).toBeTruthy();
});

it('says that nothing would have gone another way, and what is not known', async () => {
  await tryWith({});
  expect(await screen.findByText(/nothing would have gone another way/)).toBeTruthy();
});

it('says how often it would have been paused, of whom it is not known, and that not all were tried', async () => {
  const firstPauseAt = new Date('2026-11-03T06:15:00Z');
  await tryWith({ turnedAway: 1, moreOffPaisa: -100, pauses: 2, firstPauseAt, unknown: 3, isPartial: true });
  expect(await screen.findByText(/turned away 1 redemption; Rs 1 less off\./)).toBeTruthy();
  expect(screen.getByText(/paused it 2 times, first on/)).toBeTruthy();
  expect(screen.getByText(/Of 3 redemptions and refusals it is not known/)).toBeTruthy();
  expect(screen.getByText(/The latest 20,000 were tried/)).toBeTruthy();
});
