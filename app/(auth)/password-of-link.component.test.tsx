import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, screen, waitFor } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, it, vi } from 'vitest';
import auth from '@/messages/en/auth.json';
import common from '@/messages/en/common.json';
import { renderInApp } from '@/test/components/render-in-app';
import * as actions from './actions';
import { PasswordOfLink } from './password-of-link';

// With a factory: without one the modules of the server are loaded.
vi.mock('./actions', () => ({
  acceptInvitationAction: vi.fn(),
  choosePasswordAction: vi.fn(),
  readInvitationAction: vi.fn(),
  readPasswordLinkAction: vi.fn(),
}));

afterEach(() => {
  window.location.hash = '';
});

it('asks about the link that the address has now, and takes nothing over that was typed for another', async () => {
  vi.mocked(actions.readPasswordLinkAction).mockImplementation(async ({ token }) => ({
    ok: true,
    value: { name: `Owner of ${token}`, email: `${token}@example.com` },
  }));
  const choose = vi.mocked(actions.choosePasswordAction).mockResolvedValue({
    ...{ ok: false, code: 'invalid', message: 'Refused', fields: {}, details: {}, requestId: 'x' },
  });
  window.location.hash = 'first';
  const { user } = renderInApp(
    <QueryClientProvider client={new QueryClient()}>
      <NextIntlClientProvider locale="en" messages={{ auth, common }}>
        <PasswordOfLink kind="password" />
      </NextIntlClientProvider>
    </QueryClientProvider>,
  );
  await screen.findByText(/first@example\.com/);
  await user.type(screen.getByLabelText('Password'), 'three blind mice run');
  act(() => {
    window.location.hash = 'second';
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  });
  await screen.findByText(/second@example\.com/);
  expect(screen.getByLabelText('Password')).toHaveProperty('value', '');
  await user.type(screen.getByLabelText('Password'), 'see how they run away');
  await user.type(screen.getByLabelText('Password again'), 'see how they run away');
  await user.click(screen.getByRole('button', { name: 'Save password' }));
  await waitFor(() => expect(choose).toHaveBeenCalledWith(expect.objectContaining({ token: 'second' })));
});
