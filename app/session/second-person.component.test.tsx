import { screen, waitFor } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { expect, it, vi } from 'vitest';
import approvals from '@/messages/en/approvals.json';
import common from '@/messages/en/common.json';
import { renderInApp } from '@/test/components/render-in-app';
import { withSecondPerson } from './second-person';
import * as actions from './second-person-actions';
import { SecondPersonDialog } from './second-person-dialog';

// With a factory: without one the modules of the server are loaded.
vi.mock('./second-person-actions', () => ({ askForApprovalAction: vi.fn() }));

const refused = (code: string) => ({
  ...{ ok: false as const, code, message: 'Credit above Rs 100 needs a second person.', fields: {}, requestId: 'r' },
  details: { approvalId: 7, reason: 'A transfer' },
});

function open() {
  return renderInApp(
    <NextIntlClientProvider locale="en" messages={{ common, approvals }}>
      <SecondPersonDialog />
    </NextIntlClientProvider>,
  );
}

it('lets somebody say why, asks with it, and leads to where it waits', async () => {
  const ask = vi.mocked(actions.askForApprovalAction).mockResolvedValue({ ok: true, value: { id: 7 } });
  const { user, push } = open();
  const result = withSecondPerson(async () => refused('needs_second_person'));
  const reason = await screen.findByRole('textbox', { name: /^Why it is needed/ });
  expect(screen.getByText('Credit above Rs 100 needs a second person.')).toBeTruthy();
  expect(reason).toHaveProperty('value', 'A transfer');
  await user.clear(reason);
  await user.click(screen.getByRole('button', { name: 'Ask for approval' }));
  await screen.findByText('Say why it is needed.');
  await user.type(reason, 'Agreed by phone');
  await user.click(screen.getByRole('button', { name: 'Ask for approval' }));
  expect(await result).toMatchObject({ ok: false, code: 'needs_second_person' });
  expect(ask).toHaveBeenCalledExactlyOnceWith({ id: 7, reason: 'Agreed by phone' });
  await waitFor(() => expect(push).toHaveBeenCalledWith('/approvals'));
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('asks nobody where somebody would rather not, and about no other refusal', async () => {
  const ask = vi.mocked(actions.askForApprovalAction).mockReset();
  const { user, push } = open();
  expect(await withSecondPerson(async () => refused('stale'))).toMatchObject({ code: 'stale' });
  const result = withSecondPerson(async () => refused('needs_second_person'));
  await user.click(await screen.findByRole('button', { name: 'Cancel' }));
  expect(await result).toMatchObject({ code: 'needs_second_person' });
  expect(ask).not.toHaveBeenCalled();
  expect(push).not.toHaveBeenCalled();
});
