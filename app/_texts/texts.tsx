import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';
import { MoreTexts } from './more-texts';
import ofLayouts from './of-layouts.json';
import { pickTexts, type Texts } from './pick-texts';

type Layout = keyof typeof ofLayouts;

async function textsOf(layout: Layout): Promise<Texts> {
  return pickTexts((await getMessages()) as Texts, ofLayouts[layout]);
}

/** The texts of what is on every page. All texts together would be three quarters of a page's document. */
export async function RootTexts({ children }: { children: ReactNode }) {
  return <NextIntlClientProvider messages={await textsOf('app')}>{children}</NextIntlClientProvider>;
}

/** The texts that scripts below a layout need and no layout above it gives; `npm run texts` writes which they are. */
export async function LayoutTexts({ of, children }: { of: Layout; children: ReactNode }) {
  return <MoreTexts texts={await textsOf(of)}>{children}</MoreTexts>;
}

/** A layout that only gives texts. */
export function textsLayout(of: Layout) {
  return function TextsLayout({ children }: { children: ReactNode }) {
    return <LayoutTexts of={of}>{children}</LayoutTexts>;
  };
}
