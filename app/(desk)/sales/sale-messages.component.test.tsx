import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { expect, it, vi } from 'vitest';
import common from '@/messages/en/common.json';
import deliveries from '@/messages/en/deliveries.json';
import limits from '@/messages/en/limits.json';
import sales from '@/messages/en/sales.json';
import { renderInApp } from '@/test/components/render-in-app';
import type { RevealRule } from './read-messages';
import { SaleMessages } from './sale-messages';

const server = vi.hoisted(() => ({ read: vi.fn(), add: vi.fn() }));
vi.mock('./read-messages', async (original) => ({ ...(await original<object>()), readMessages: server.read }));
vi.mock('./actions', () => ({ addSaleContactAction: server.add, resendDeliveryAction: vi.fn() }));

const phone = '+9779860848045';

function show(contacts: { phone: string | null; email: string | null }, reveal: RevealRule = 'own') {
  server.read.mockResolvedValue({ rows: [], ...contacts, reveal });
  return renderInApp(
    <QueryClientProvider client={new QueryClient()}>
      <NextIntlClientProvider locale="en" messages={{ common, deliveries, limits, sales }}>
        <SaleMessages saleId={7} isExpecting reveal={reveal} />
      </NextIntlClientProvider>
    </QueryClientProvider>,
  );
}

it('sends the PIN again to the contact of a sale whose messages are not kept any more', async () => {
  server.add.mockResolvedValue({ ok: true, value: { id: 7 } });
  const { user } = show({ phone, email: null }, 'forbidden');
  await user.click(await screen.findByRole('button', { name: 'Send the PIN again' }));
  expect(screen.getByText('No message of this sale is kept here.')).toBeTruthy();
  expect((await screen.findByRole<HTMLInputElement>('textbox', { name: /Phone number/ })).disabled).toBe(true);
  await user.click(screen.getByRole('button', { name: 'Send PIN' }));
  const asked = { saleId: 7, phone, email: undefined, reason: undefined };
  await waitFor(() => expect(server.add).toHaveBeenCalledWith(asked));
});

it('asks for a contact where it was erased, and of nobody who cannot see the PIN', async () => {
  const { user, unmount } = show({ phone: 'erased', email: null });
  await user.click(await screen.findByRole('button', { name: 'Give a contact and send the PIN' }));
  expect((await screen.findByRole<HTMLInputElement>('textbox', { name: /Phone number/ })).value).toBe('');
  unmount();
  show({ phone: 'erased', email: null }, 'forbidden');
  expect(await screen.findByText('No message of this sale is kept here.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /PIN/ })).toBeNull();
});
