import { fireEvent, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pageUserHeader, unattendedHeader } from '@/lib/platform/auth/page-user';
import { usePageUser } from './page-user';

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
  window.fetch = plain;
});

const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
const ask = async () => {
  await window.fetch('/api/desk/today');
  return sent.at(-1)?.has(unattendedHeader);
};

it('says for whom the page is, and that nobody has touched it for a minute', async () => {
  const { unmount } = renderHook(() => usePageUser(7));
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
  renderHook(() => usePageUser(7));
  pass(61);
  await window.fetch('https://elsewhere.example/');
  expect([...(sent[0]?.keys() ?? [])]).toEqual([]);
});
