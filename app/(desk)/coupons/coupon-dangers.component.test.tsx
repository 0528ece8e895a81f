import { screen, waitFor } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { useForm } from 'react-hook-form';
import { expect, it, vi } from 'vitest';
import { Form } from '@/components/form';
import type { CouponFacts } from '@/lib/domain/coupons/coupons/coupon-warnings';
import common from '@/messages/en/common.json';
import coupons from '@/messages/en/coupons.json';
import { pressOnceShown } from '@/test/components/press-once-shown';
import { renderInApp } from '@/test/components/render-in-app';
import { CouponSubmit, useDangers } from './coupon-dangers';
import type { CouponForm } from './coupon-form-model';
import type { CouponItem } from './coupon-queries';

const free = { discount: 100, duration: 'forever', security: 'public', maxRedemptions: 5 };

const unused = { used: 0, codesOut: 0 };
type DangerousProps = { onSaved: () => void; values?: object; base?: CouponItem | null; facts?: CouponFacts };

function Dangerous({ onSaved, values = free, base = null, facts = unused }: DangerousProps) {
  const form = useForm({ defaultValues: values }) as unknown as CouponForm;
  const dangers = useDangers({ form, base, facts });
  return (
    <Form form={form} onSubmit={(submitted) => dangers.isMeant(submitted) && onSaved()} guard={false}>
      <input aria-label="Discount" {...form.register('discount', { valueAsNumber: true })} />
      <input aria-label="Duration" {...form.register('duration')} />
      <CouponSubmit form={form} base={base} dangers={dangers} />
    </Form>
  );
}

const open = (props: DangerousProps) =>
  renderInApp(
    <NextIntlClientProvider locale="en" messages={{ common, coupons }}>
      <Dangerous {...props} />
    </NextIntlClientProvider>,
  );

it('saves what is dangerous with a second press that came after it was said, and not with Enter twice', async () => {
  const onSaved = vi.fn();
  const { user } = open({ onSaved });
  await user.type(screen.getByLabelText('Discount'), '{Enter}');
  await waitFor(() => screen.getByRole('button', { name: 'Create coupon all the same' }));
  await user.type(screen.getByLabelText('Discount'), '{Enter}');
  screen.getByRole('button', { name: 'Create coupon all the same' }).closest('form')?.requestSubmit();
  await waitFor(() => expect(screen.getByRole('button', { name: /all the same/ }).ariaDisabled).toBeNull(), {
    timeout: 5_000,
  });
  expect(onSaved).not.toHaveBeenCalled();
  await pressOnceShown(user, 'Create coupon all the same');
  await waitFor(() => expect(onSaved).toHaveBeenCalledOnce());
});

const plain = { discount: 10, duration: 'once', security: 'restricted', maxRedemptions: 8, status: 'available' };
const ended = { ...plain, expiresAt: '2020-01-01T00:00:00Z' };

it.each([
  ['switches an ended one on', { ...ended, status: 'unavailable' }, ended, unused],
  ['lowers a limit that has too little left', plain, { ...plain, maxRedemptions: 7 }, { used: 4, codesOut: 5 }],
])('asks where an edit %s', async (_, base, values, facts) => {
  const onSaved = vi.fn();
  const { user } = open({ onSaved, values, base: { id: 1, ...base } as unknown as CouponItem, facts });
  await user.click(screen.getByRole('button', { name: 'Save coupon' }));
  expect(await screen.findByRole('button', { name: 'Save coupon all the same' })).toBeTruthy();
  expect(onSaved).not.toHaveBeenCalled();
});

it('saves at once what was as dangerous before', async () => {
  const onSaved = vi.fn();
  const { user } = open({ onSaved, values: ended, base: { id: 1, ...ended } as unknown as CouponItem });
  await user.click(screen.getByRole('button', { name: 'Save coupon' }));
  await waitFor(() => expect(onSaved).toHaveBeenCalledOnce());
});
