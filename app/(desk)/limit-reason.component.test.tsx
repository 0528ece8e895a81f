import { screen, waitFor } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { useState } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import type { ActionResult } from '@/app/session/action';
import { Button } from '@/components/button';
import common from '@/messages/en/common.json';
import limits from '@/messages/en/limits.json';
import { renderInApp } from '@/test/components/render-in-app';
import { LimitReasonProvider, useWithLimitReason } from './limit-reason';

const refused: ActionResult<string> = {
  ok: false,
  code: 'limit_reason',
  message: 'You have sold 20 within a day. Say why you need more.',
  fields: {},
  details: {},
  requestId: 'r',
};
const sell = vi.fn<(reason?: string) => Promise<ActionResult<string>>>();

function Selling() {
  const withReason = useWithLimitReason();
  const [result, setResult] = useState('');
  const press = async () => {
    const answer = await withReason(sell);
    setResult(answer.ok ? answer.value : answer.message);
  };
  return (
    <>
      <Button onPress={() => void press()}>Sell</Button>
      <p data-testid="result">{result}</p>
    </>
  );
}

async function press() {
  const { user } = renderInApp(
    <NextIntlClientProvider locale="en" messages={{ common, limits }}>
      <LimitReasonProvider>
        <Selling />
      </LimitReasonProvider>
    </NextIntlClientProvider>,
  );
  await user.click(screen.getByRole('button', { name: 'Sell' }));
  return user;
}
const result = (text: string) => waitFor(() => expect(screen.getByTestId('result').textContent).toBe(text));

beforeEach(() => {
  sell.mockReset().mockImplementation(async (reason) => (reason ? { ok: true, value: `sold: ${reason}` } : refused));
});

it('asks for nothing where nothing is asked', async () => {
  sell.mockResolvedValue({ ok: true, value: 'sold' });
  await press();
  await result('sold');
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('asks for the reason, not for an empty one, and does once more with it what was pressed', async () => {
  const user = await press();
  const dialog = await screen.findByRole('dialog', { name: 'Say why you need more' });
  expect(dialog.textContent).toContain('You have sold 20 within a day.');
  await user.click(screen.getByRole('button', { name: 'Go on' }));
  await screen.findByText('Say why.');
  await user.type(screen.getByRole('textbox', { name: /^Reason/ }), 'A festival');
  await user.click(screen.getByRole('button', { name: 'Go on' }));
  await result('sold: A festival');
  expect(sell.mock.calls).toEqual([[], ['A festival']]);
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('leaves the refusal as it is when no reason is given', async () => {
  const user = await press();
  await screen.findByRole('dialog');
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  await result(refused.message);
  expect(sell).toHaveBeenCalledTimes(1);
});
