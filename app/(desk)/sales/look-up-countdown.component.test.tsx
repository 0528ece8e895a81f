import { act, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultTimeZone } from '@/lib/core/time';
import common from '@/messages/en/common.json';
import sales from '@/messages/en/sales.json';
import { renderInApp } from '@/test/components/render-in-app';
import { LookUpCountdown } from './look-up-countdown';

const now = Date.parse('2026-11-22T06:00:00Z');
beforeEach(() => {
  vi.useFakeTimers({ now });
});
afterEach(() => {
  vi.useRealTimers();
});

const count = (seconds: number) =>
  renderInApp(
    <NextIntlClientProvider locale="en" messages={{ common, sales }} timeZone={defaultTimeZone}>
      <LookUpCountdown at={new Date(now + seconds * 1000).toISOString()} />
    </NextIntlClientProvider>,
  );

it('counts down to the second, and says that it is about to be when it is over', () => {
  count(65);
  expect(screen.getByRole('timer').textContent).toBe('in 1:05');
  act(() => vi.advanceTimersByTime(6000));
  expect(screen.getByRole('timer').textContent).toBe('in 0:59');
  act(() => vi.advanceTimersByTime(70_000));
  expect(screen.getByRole('timer').textContent).toBe('within a minute');
});

it('says the time of one that is more than an hour away', () => {
  count(2 * 3600);
  expect(screen.queryByRole('timer')).toBeNull();
  expect(document.querySelector('time')?.dateTime).toBe('2026-11-22T08:00:00.000Z');
});
