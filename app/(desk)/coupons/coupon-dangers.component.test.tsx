import { screen, waitFor } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { useForm } from 'react-hook-form';
import { expect, it, vi } from 'vitest';
import { Form } from '@/components/form';
import common from '@/messages/en/common.json';
import coupons from '@/messages/en/coupons.json';
import { pressOnceShown } from '@/test/components/press-once-shown';
import { renderInApp } from '@/test/components/render-in-app';
import { CouponSubmit, useDangers } from './coupon-dangers';
import type { CouponForm } from './coupon-form-model';

const free = { discount: 100, duration: 'forever', security: 'public', maxRedemptions: 5 };

function Dangerous({ onSaved }: { onSaved: () => void }) {
  const form = useForm({ defaultValues: free }) as unknown as CouponForm;
  const dangers = useDangers({ form, base: null, facts: { used: 0, codesOut: 0 } });
  return (
    <Form form={form} onSubmit={(values) => dangers.isMeant(values) && onSaved()} guard={false}>
      <input aria-label="Discount" {...form.register('discount', { valueAsNumber: true })} />
      <input aria-label="Duration" {...form.register('duration')} />
      <CouponSubmit form={form} base={null} dangers={dangers} />
    </Form>
  );
}

it('saves what is dangerous with a second press that came after it was said, and not with Enter twice', async () => {
  const onSaved = vi.fn();
  const { user } = renderInApp(
    <NextIntlClientProvider locale="en" messages={{ common, coupons }}>
      <Dangerous onSaved={onSaved} />
    </NextIntlClientProvider>,
  );
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
