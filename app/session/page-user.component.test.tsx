import { fireEvent, renderHook } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pageUserHeader, unattendedHeader } from '@/lib/platform/auth/page-user';
import common from '@/messages/en/common.json';
import type { ActionResult } from './action';
import { sent as sendOrRefuse } from './offline';
import { usePageUser } from './page-user';
import { proven } from './with-proof';

const sent: Headers[] = [];
const plain = window.fetch;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  sent.length = 0;
  window.fetch = async (_, init) => {
    sent.push(new Headers(init?.headers));
    return new Response();
  };
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  window.fetch = plain;
});

const open = () =>
  renderHook(() => usePageUser(7), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <NextIntlClientProvider locale="en" messages={{ common }}>
        {children}
      </NextIntlClientProvider>
    ),
  });

const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
const ask = async () => {
  await window.fetch('/api/desk/today');
  return sent.at(-1)?.has(unattendedHeader);
};

it('says for whom the page is, and that nobody has touched it for a minute', async () => {
  const { unmount } = open();
  pass(59);
  expect(await ask()).toBe(false);
  expect(sent[0]?.get(pageUserHeader)).toBe('7');
  pass(2);
  expect(await ask()).toBe(true);
  fireEvent.keyDown(document.body, { key: 'a' });
  expect(await ask()).toBe(false);
  pass(61);
  fireEvent.pointerMove(document.body);
  expect(await ask()).toBe(false);
  pass(61);
  unmount();
  expect(await ask()).toBe(false);
});

it('says nothing to others', async () => {
  open();
  pass(61);
  await window.fetch('https://elsewhere.example/');
  expect([...(sent[0]?.keys() ?? [])]).toEqual([]);
});

const words = 'You are offline. Nothing was done. Press again once you are back online.';
const press = () => window.fetch('/sales/1', { method: 'POST' });

it('sends no write without a connection, then or later; what only reads is not stopped', async () => {
  open();
  const connection = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  await expect(press()).rejects.toThrow(words);
  await expect(window.fetch('/api/desk/sales', { method: 'delete' })).rejects.toThrow(words);
  expect(sent).toHaveLength(0);
  await ask();
  expect(sent).toHaveLength(1);
  connection.mockReturnValue(true);
  await ask();
  expect(sent).toHaveLength(2);
  await press();
  expect(sent).toHaveLength(3);
});

it('refuses an action without a connection on the spot, in words, and one whose connection ended meanwhile as well', async () => {
  open();
  const connection = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  // Next may have it wait behind another one, so it is not handed over at all.
  const action = vi.fn<(of: object) => Promise<ActionResult<string>>>();
  const refused = { ok: false, code: 'offline', message: words };
  expect(await proven(action)({ saleId: 1 })).toMatchObject(refused);
  expect(await sendOrRefuse(() => action({}))).toMatchObject(refused);
  expect(action).not.toHaveBeenCalled();

  connection.mockReturnValue(true);
  action.mockImplementation(async () => {
    connection.mockReturnValue(false);
    await press();
    return { ok: true, value: 'done' };
  });
  expect(await proven(action)({ saleId: 1 })).toMatchObject(refused);
  expect(sent).toHaveLength(0);
  connection.mockReturnValue(true);
  action.mockRejectedValue(new TypeError('Failed to fetch'));
  await expect(proven(action)({ saleId: 1 })).rejects.toThrow('Failed to fetch');
});
