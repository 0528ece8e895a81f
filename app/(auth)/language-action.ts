'use server';

import { cookies } from 'next/headers';
import { languageCookie } from '@/app/language-cookie';
import { isDeskLanguage } from '@/lib/core/entities/desk-language';
import { servesHttps } from '@/lib/platform/auth/session';

const yearSeconds = 365 * 24 * 60 * 60;

/** For this browser, until somebody chooses another one; what a person set on their account comes first. */
export async function chooseLanguageAction(form: FormData): Promise<void> {
  const language = String(form.get('language'));
  if (!isDeskLanguage(language)) return;
  (await cookies()).set(languageCookie, language, {
    maxAge: yearSeconds,
    httpOnly: true,
    sameSite: 'lax',
    secure: servesHttps(),
  });
}
