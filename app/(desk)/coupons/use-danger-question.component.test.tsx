import { screen, waitFor } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, it, vi } from 'vitest';
import type { CouponAction } from '@/lib/domain/coupons/coupons/schemas';
import common from '@/messages/en/common.json';
import coupons from '@/messages/en/coupons.json';
import { pressOnceShown } from '@/test/components/press-once-shown';
import { renderInApp } from '@/test/components/render-in-app';
import { type QuestionedCoupon, useDangerQuestion } from './use-danger-question';

const { count } = vi.hoisted(() => ({ count: vi.fn() }));
vi.mock('./actions', () => ({ countCodesOutAction: count }));
afterEach(() => count.mockReset());

const coupon = (given: Partial<QuestionedCoupon>): QuestionedCoupon => ({
  ...{ id: 1, code: 'PLAIN', redemptions: 0, discount: 10, duration: 'once', security: 'public', maxRedemptions: 5 },
  ...given,
});
const ended = coupon({ id: 2, code: 'ENDED', expiresAt: '2020-01-01T00:00:00Z' });
const free = coupon({ id: 3, code: 'FREE', discount: 100, maxRedemptions: null, expiresAt: '2099-01-01T00:00:00Z' });

function Asker({ action, of, onMeant }: { action: CouponAction; of: QuestionedCoupon[]; onMeant: () => void }) {
  const { ask, dialog } = useDangerQuestion();
  return (
    <>
      <button type="button" onClick={() => ask(action, of, onMeant)}>
        Go
      </button>
      {dialog}
    </>
  );
}

async function press(action: CouponAction, of: QuestionedCoupon[], codesOut = 0) {
  count.mockResolvedValue({ ok: true, value: of.map(({ id }) => ({ couponId: id, count: codesOut })) });
  const onMeant = vi.fn();
  const { user } = renderInApp(
    <NextIntlClientProvider locale="en" messages={{ common, coupons }}>
      <Asker {...{ action, of, onMeant }} />
    </NextIntlClientProvider>,
  );
  await user.click(screen.getByRole('button', { name: 'Go' }));
  return { user, onMeant };
}

it('asks about an ended coupon that is switched on, with a press of another name', async () => {
  const { user, onMeant } = await press('switchOn', [ended]);
  expect(await screen.findByRole('alertdialog', { name: 'Switch on ENDED?' })).toBeTruthy();
  expect(screen.getByText(/It has ended already/)).toBeTruthy();
  expect(onMeant).not.toHaveBeenCalled();
  await pressOnceShown(user, 'Switch on all the same');
  expect(onMeant).toHaveBeenCalledOnce();
});

it('names each of many that are dangerous, and no other', async () => {
  const { user, onMeant } = await press('restore', [coupon({}), ended, free]);
  expect(
    await screen.findByRole('alertdialog', { name: 'Restore 3 coupons, 2 of which are rarely meant?' }),
  ).toBeTruthy();
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/^ENDED: It has ended/),
    expect.stringMatching(/^FREE: Anyone who learns the code/),
  ]);
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(onMeant).not.toHaveBeenCalled();
});

it('asks about more codes that are out than its limit has left', async () => {
  const { user, onMeant } = await press('switchOn', [coupon({ code: 'FULL', maxRedemptions: 5, redemptions: 2 })], 4);
  expect(await screen.findByRole('alertdialog', { name: 'Switch on FULL?' })).toBeTruthy();
  expect(screen.getByRole('listitem').textContent).toMatch(/4 codes/);
  await pressOnceShown(user, 'Switch on all the same');
  expect(onMeant).toHaveBeenCalledOnce();
  expect(count).toHaveBeenCalledWith({ couponIds: [1] });
});

it('does nothing where the codes that are out cannot be counted', async () => {
  count.mockRejectedValue(new Error('offline'));
  const onMeant = vi.fn();
  const { user } = renderInApp(
    <NextIntlClientProvider locale="en" messages={{ common, coupons }}>
      <Asker action="switchOn" of={[coupon({})]} onMeant={onMeant} />
    </NextIntlClientProvider>,
  );
  await user.click(screen.getByRole('button', { name: 'Go' }));
  expect(await screen.findByText(/could not be counted, and nothing was done/, {}, { timeout: 30_000 })).toBeTruthy();
  expect(onMeant).not.toHaveBeenCalled();
});

it.each([
  ['switchOn', [coupon({})]],
  ['switchOff', [ended, free]],
  ['delete', [ended]],
] as const)('goes on at once: %s', async (action, of) => {
  const { onMeant } = await press(action, [...of]);
  await waitFor(() => expect(onMeant).toHaveBeenCalledOnce());
  expect(screen.queryByRole('alertdialog')).toBeNull();
});
