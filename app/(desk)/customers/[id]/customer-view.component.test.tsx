import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen, waitFor, within } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Customer, CustomerPage } from '@/lib/domain/sales/customers/get-customer';
import type { GoodwillCoupon } from '@/lib/domain/sales/customers/goodwill-coupons';
import codeCheck from '@/messages/en/code-check.json';
import common from '@/messages/en/common.json';
import customers from '@/messages/en/customers.json';
import deliveries from '@/messages/en/deliveries.json';
import redemptions from '@/messages/en/redemptions.json';
import sales from '@/messages/en/sales.json';
import { renderInApp } from '@/test/components/render-in-app';
import { CustomerView } from './customer-view';

const actions = vi.hoisted(() => ({ note: vi.fn(), goodwill: vi.fn(), qualify: vi.fn() }));
vi.mock('@/app/(desk)/customers/actions', () => ({
  addCustomerNoteAction: actions.note,
  giveGoodwillCodeAction: actions.goodwill,
}));
vi.mock('@/app/(desk)/_fitting/actions', () => ({ qualifyAction: actions.qualify }));
vi.mock('@/app/(desk)/resource-picker', () => ({ ResourcePicker: () => null }));
vi.mock('@/app/(desk)/sales/resend-dialog', () => ({ ResendDialog: () => <p>Dialog</p> }));

const at = '2026-11-01T06:00:00Z';
const customer: Customer = {
  by: 'phone',
  contact: '+9779860848045',
  sales: 2,
  amountPaisa: 400_000,
  messages: 3,
  firstAt: at,
  canNote: true,
  hasMore: false,
  timeline: [
    { kind: 'note', id: 4, at, text: 'Calls from the shop', author: 'Asha' },
    { kind: 'redemption', id: 5, at, state: 'redeemed', userRef: 'user-4411', couponCode: 'nettv', lastFour: '7K3Q' },
    {
      ...{
        kind: 'message',
        id: 6,
        at,
        saleId: 7,
        isGoodwill: false,
        resend: { contact: '+9779860848045', reveal: 'forbidden' },
      },
      message: {
        ...{ id: 6, channel: 'sms', recipient: '+9779860848045', state: 'failed', attempts: 1, error: 'no_credit' },
        ...{ createdAt: at, updatedAt: at },
      },
    },
    {
      ...{ kind: 'sale', id: 7, at, reference: 'r-1', state: 'succeeded', supplier: 'stock', productId: 1 },
      ...{
        productName: 'nettv coupon',
        amountPaisa: 200_000,
        language: null,
        paymentMethod: null,
        pinLastFour: '7K3Q',
      },
      ...{ validUntil: null, failureCode: null, failureReason: null, flagReason: null, flaggedAt: null },
      ...{ nextLookUpAt: null, sellerId: 1, sellerName: 'Asha', settledAt: at },
    },
  ],
};
const page: CustomerPage = {
  saleId: 7,
  contacts: [
    { by: 'phone', contact: '+9779860848045' },
    { by: 'email', contact: 'sita@example.com' },
  ],
  customer,
  isErased: false,
};

beforeEach(() => vi.clearAllMocks());

const show = (shown: CustomerPage, canQualify = true, goodwill: GoodwillCoupon[] = []) =>
  renderInApp(
    <QueryClientProvider client={new QueryClient()}>
      <NextIntlClientProvider locale="en" messages={{ codeCheck, common, customers, deliveries, redemptions, sales }}>
        <CustomerView page={shown} shown={30} canQualify={canQualify} goodwill={goodwill} />
      </NextIntlClientProvider>
    </QueryClientProvider>,
  );

it('shows what happened, each with the way there, and no contact in an address', async () => {
  const { container, user } = show(page);
  expect(screen.getByRole('heading', { level: 1, name: '986-0848045' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Sold nettv coupon' }).getAttribute('href')).toBe('/sales/7');
  expect(screen.getByRole('link', { name: 'PIN ••••-7K3Q used' }).getAttribute('href')).toBe('/redemptions/5');
  expect(screen.getByText('Calls from the shop')).toBeTruthy();
  const tabs = within(screen.getByRole('navigation', { name: 'Contacts of the sale' }));
  expect(tabs.getByRole('link', { name: 'By phone number' }).getAttribute('aria-current')).toBe('page');
  expect(tabs.getByRole('link', { name: 'By email address' }).getAttribute('href')).toBe('/customers/7?by=email');
  for (const link of container.querySelectorAll('a')) expect(link.getAttribute('href')).not.toMatch(/848045|@/);
  await user.click(screen.getByRole('button', { name: 'Send again' }));
  expect(screen.getByText('Dialog')).toBeTruthy();
});

it('writes a note, keeps it when no answer arrives, and says why one is refused', async () => {
  const { user } = show(page);
  const field = screen.getByLabelText<HTMLTextAreaElement>('Note about this customer');
  await user.type(field, 'Speaks Maithili');
  actions.note.mockRejectedValueOnce(new Error('Offline'));
  await user.click(screen.getByRole('button', { name: 'Add note' }));
  expect(await screen.findByText(/^No answer arrived/)).toBeTruthy();
  expect(field.value).toBe('Speaks Maithili');
  const refusal = { ok: false, code: 'invalid', message: 'No', details: {}, requestId: 'r' };
  actions.note.mockResolvedValueOnce({ ...refusal, fields: { text: ['Leave the PIN out.'] } });
  await user.click(screen.getByRole('button', { name: 'Add note' }));
  expect(await screen.findByText('Leave the PIN out.')).toBeTruthy();
  actions.note.mockResolvedValueOnce({ ok: true, value: { id: 9 } });
  await user.click(screen.getByRole('button', { name: 'Add note' }));
  await waitFor(() => expect(field.value).toBe(''));
  expect(actions.note).toHaveBeenLastCalledWith({ saleId: 7, by: 'phone', text: 'Speaks Maithili' });
});

it('asks which coupons fit the user who redeemed last, says what is missing, and is not there for anyone who cannot ask', async () => {
  const { user, unmount } = show(page);
  await user.click(screen.getByText('Which coupons fit?'));
  const field = await screen.findByLabelText<HTMLInputElement>(/^User/);
  expect(field.value).toBe('user-4411');
  await user.clear(field);
  await user.click(screen.getByRole('button', { name: 'Ask which fit' }));
  expect(await screen.findByText(/^Enter the user/)).toBeTruthy();
  expect(actions.qualify).not.toHaveBeenCalled();
  const discount = { percent: 10, off: 100, due: 900, amountOff: null, maximumOff: null, minimumAmount: null };
  const coupon = { id: 3, code: 'WELCOME', description: 'For all', expiresAt: null, discount };
  actions.qualify.mockResolvedValueOnce({ ok: true, value: [coupon] });
  await user.type(field, 'user-7');
  await user.type(screen.getByLabelText(/^Amount/), '10');
  await user.click(screen.getByRole('button', { name: 'Ask which fit' }));
  const link = await screen.findByRole('link', { name: 'WELCOME' });
  expect(link.getAttribute('href')).toBe('/coupons/3');
  expect(actions.qualify).toHaveBeenCalledWith({ user: { id: 'user-7', groups: [] }, purchase: { amount: 1_000 } });
  unmount();
  show(page, false);
  expect(screen.queryByText('Which coupons fit?')).toBeNull();
});

it('leads to older entries, and offers no note to anyone who cannot write one', () => {
  show({ ...page, contacts: page.contacts.slice(0, 1), customer: { ...customer, hasMore: true, canNote: false } });
  const older = screen.getByRole('link', { name: 'Show older' });
  expect(older.getAttribute('href')).toBe('/customers/7?by=phone&shown=60');
  expect(screen.queryByLabelText('Note about this customer')).toBeNull();
  expect(screen.queryByRole('navigation', { name: 'Contacts of the sale' })).toBeNull();
});

it('says when there is no customer, and why', () => {
  const { unmount } = show({ ...page, contacts: [], customer: null });
  expect(screen.getByText('This sale has no contact')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Open the sale' }).getAttribute('href')).toBe('/sales/7');
  unmount();
  show({ ...page, contacts: [], customer: null, isErased: true });
  expect(screen.getByText('The contact was erased')).toBeTruthy();
});

it('asks for the same goodwill code again when no answer arrived, and for another one after an answer', async () => {
  const { user } = show(page, false, [{ id: 3, code: 'SORRY', description: 'Makes up' }]);
  await user.type(screen.getByLabelText('What it makes up for'), 'PIN came late');
  const press = () => user.click(screen.getByRole('button', { name: 'Make and send a code' }));
  actions.goodwill.mockRejectedValueOnce(new Error('Offline'));
  await press();
  expect(await screen.findByText(/^No answer arrived/)).toBeTruthy();
  actions.goodwill.mockResolvedValue({ ok: true, value: { id: 1, lastFour: '7K3Q' } });
  await press();
  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('What it makes up for').value).toBe(''));
  await user.type(screen.getByLabelText('What it makes up for'), 'Again');
  await press();
  await waitFor(() => expect(actions.goodwill).toHaveBeenCalledTimes(3));
  const [first, second, third] = actions.goodwill.mock.calls.map(([input]) => input);
  expect(first).toMatchObject({ saleId: 7, by: 'phone', couponId: 3, reason: 'PIN came late' });
  expect(second).toEqual(first);
  expect(third.press).not.toBe(first.press);
});
