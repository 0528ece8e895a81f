'use client';

import { useLocale } from 'next-intl';
import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { OfflineNotice } from '@/components/offline-notice';
import { RememberFocus } from '@/components/return-focus';
import { ShortcutsProvider } from '@/components/shortcuts';
import { Toasts } from '@/components/toasts';
import { type DeskLanguage, languageOf } from '@/lib/core/entities/desk-language';

/** Day before month and a 24-hour clock, always in Latin digits. Browsers know no Nepali. */
const controlLocales: Record<DeskLanguage, string> = {
  en: 'en-GB-u-nu-latn',
  ne: 'en-GB-u-nu-latn',
  'pt-BR': 'pt-BR-u-nu-latn',
};

export function Providers({ children, nonce }: { children: ReactNode; nonce?: string | undefined }) {
  const language = languageOf(useLocale());
  return (
    <ThemeProvider attribute="data-theme" defaultTheme="system" disableTransitionOnChange {...(nonce ? { nonce } : {})}>
      <I18nProvider locale={controlLocales[language]}>
        <ShortcutsProvider>
          {children}
          <RememberFocus />
          <OfflineNotice />
          <Toasts />
        </ShortcutsProvider>
      </I18nProvider>
    </ThemeProvider>
  );
}
