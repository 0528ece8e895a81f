import { screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { expect, it, vi } from 'vitest';
import type { CouponAction } from '@/lib/domain/coupons/coupons/schemas';
import common from '@/messages/en/common.json';
import coupons from '@/messages/en/coupons.json';
import { pressOnceShown } from '@/test/components/press-once-shown';
import { renderInApp } from '@/test/components/render-in-app';
import { type QuestionedCoupon, useDangerQuestion } from './use-danger-question';

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

async function press(action: CouponAction, of: QuestionedCoupon[]) {
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

it.each([
  ['switchOn', [coupon({})]],
  ['switchOff', [ended, free]],
  ['delete', [ended]],
] as const)('goes on at once: %s', async (action, of) => {
  const { onMeant } = await press(action, [...of]);
  expect(onMeant).toHaveBeenCalledOnce();
  expect(screen.queryByRole('alertdialog')).toBeNull();
});
