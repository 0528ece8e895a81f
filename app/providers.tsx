'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useLocale } from 'next-intl';
import { ThemeProvider } from 'next-themes';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';
import { RouterProvider } from 'react-aria-components';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { OfflineNotice } from '@/components/offline-notice';
import { ShortcutsProvider } from '@/components/shortcuts';
import { Toasts } from '@/components/toasts';
import { type DeskLanguage, languageOf } from '@/lib/core/entities/desk-language';

/** Day before month and a 24-hour clock, always in Latin digits. Browsers know no Nepali. */
const controlLocales: Record<DeskLanguage, string> = {
  en: 'en-GB-u-nu-latn',
  ne: 'en-GB-u-nu-latn',
  'pt-BR': 'pt-BR-u-nu-latn',
};

function makeQueryClient() {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 15_000, retry: 1, refetchOnWindowFocus: true },
      // Never paused and sent later: a write without a connection fails at once, and a person decides about it.
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

export function Providers({ children, nonce }: { children: ReactNode; nonce?: string | undefined }) {
  const [queryClient] = useState(makeQueryClient);
  const router = useRouter();
  const language = languageOf(useLocale());
  return (
    <ThemeProvider attribute="data-theme" defaultTheme="system" disableTransitionOnChange {...(nonce ? { nonce } : {})}>
      <I18nProvider locale={controlLocales[language]}>
        <RouterProvider navigate={(href) => router.push(href)}>
          <NuqsAdapter>
            <QueryClientProvider client={queryClient}>
              <ShortcutsProvider>
                {children}
                <OfflineNotice />
                <Toasts />
              </ShortcutsProvider>
            </QueryClientProvider>
          </NuqsAdapter>
        </RouterProvider>
      </I18nProvider>
    </ThemeProvider>
  );
}
