import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { vi } from 'vitest';
import { RememberFocus } from '@/components/return-focus';
import { ShortcutsProvider } from '@/components/shortcuts';
import { Toasts } from '@/components/toasts';
import type { DeskLocale } from '@/lib/core/entities/desk-language';
import { defaultTimeZone } from '@/lib/core/time';
import common from '@/messages/en/common.json';
import error from '@/messages/en/error.json';

/**
 * A component in what every page has around it. `user` presses and types in it, `push` is called with each page that it
 * leads to.
 */
export function renderInApp(ui: ReactNode, { locale = 'en' }: { locale?: DeskLocale } = {}) {
  const push = vi.fn<AppRouterInstance['push']>();
  const nothing = () => {};
  const router = { push, replace: push, back: nothing, forward: nothing, refresh: nothing, prefetch: nothing };
  const result = render(ui, {
    wrapper: ({ children }) => (
      <NextIntlClientProvider locale={locale} messages={{ common, error }} timeZone={defaultTimeZone}>
        <I18nProvider locale="en-GB-u-nu-latn">
          <AppRouterContext value={router as unknown as AppRouterInstance}>
            <ShortcutsProvider>
              {children}
              <RememberFocus />
              <Toasts />
            </ShortcutsProvider>
          </AppRouterContext>
        </I18nProvider>
      </NextIntlClientProvider>
    ),
  });
  return { ...result, push, user: userEvent.setup({ delay: null }) };
}
