import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { NoScripts } from '@/components/no-scripts';
import { languageOf } from '@/lib/core/entities/desk-language';
import { RootTexts } from './_texts/texts';
import { Providers } from './providers';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common');
  const name = t('appName');
  return {
    title: { default: name, template: `%s · ${name}` },
    robots: { index: false, follow: false },
    manifest: '/manifest.webmanifest',
    icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' }, apple: '/icon-apple-180.png' },
  };
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f8f9fa' },
    { media: '(prefers-color-scheme: dark)', color: '#0f1012' },
  ],
};

/** Reading the headers makes every page dynamic, which the nonce needs. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html lang={languageOf(await getLocale())} suppressHydrationWarning>
      <head>
        <NoScripts />
      </head>
      <body>
        <RootTexts>
          <Providers nonce={nonce}>{children}</Providers>
        </RootTexts>
      </body>
    </html>
  );
}
