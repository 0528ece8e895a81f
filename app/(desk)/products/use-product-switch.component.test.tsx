import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, it, vi } from 'vitest';
import type { ProductSummary } from '@/lib/domain/sales/products/list-products';
import common from '@/messages/en/common.json';
import products from '@/messages/en/products.json';
import { pressOnceShown } from '@/test/components/press-once-shown';
import { renderInApp } from '@/test/components/render-in-app';
import { productColumns } from './product-columns';
import { useProductSwitch } from './use-product-switch';

const { set } = vi.hoisted(() => ({ set: vi.fn(async () => ({ ok: true })) }));
vi.mock('./actions', () => ({ setProductActiveAction: set }));

afterEach(() => set.mockClear());

const product = (isUnbounded: boolean, active = false) =>
  ({ id: 7, name: 'Film', active, availability: 'off', worth: { isUnbounded } }) as ProductSummary;

function Switch({ of }: { of: ProductSummary }) {
  const { switchTo, dialog } = useProductSwitch();
  return (
    <>
      <button type="button" onClick={() => switchTo(of, !of.active)}>
        Switch
      </button>
      {dialog}
    </>
  );
}

const open = (of: ProductSummary) =>
  renderInApp(
    <NextIntlClientProvider locale="en" messages={{ common, products }}>
      <QueryClientProvider client={new QueryClient()}>
        <Switch of={of} />
      </QueryClientProvider>
    </NextIntlClientProvider>,
  );

it('puts a PIN that is worth anything on sale with a second press alone', async () => {
  const { user } = open(product(true));
  await user.click(screen.getByRole('button', { name: 'Switch' }));
  expect(await screen.findByRole('alertdialog', { name: 'Switch on Film?' })).toBeTruthy();
  expect(screen.getByText(/any purchase costs less, however large/)).toBeTruthy();
  expect(set).not.toHaveBeenCalled();
  await pressOnceShown(user, 'Switch on all the same');
  await waitFor(() => expect(set).toHaveBeenCalledWith({ id: 7, active: true }));
});

it.each([
  ['on', product(false), true],
  ['off', product(true, true), false],
])('switches %s at once what nothing is said of', async (_, of, active) => {
  const { user } = open(of);
  await user.click(screen.getByRole('button', { name: 'Switch' }));
  await waitFor(() => expect(set).toHaveBeenCalledWith({ id: 7, active }));
  expect(screen.queryByRole('alertdialog', { name: 'Switch on Film?' })).toBeNull();
});

it.each([
  [true, 1],
  [false, 0],
])('has a badge in the list where its PIN is worth anything: %s', (isUnbounded, count) => {
  function State() {
    const t = ((key: string) => (key === 'worth.unboundedShort' ? products.worth.unboundedShort : key)) as never;
    const state = productColumns(t, {}).find(({ id }) => id === 'state');
    return <>{state?.cell(product(isUnbounded))}</>;
  }
  renderInApp(<State />);
  expect(screen.queryAllByText('Worth anything')).toHaveLength(count);
});
