'use client';

import { useTranslations } from 'next-intl';
import { type DeskLanguage, deskLanguages, isDeskLanguage } from '@/lib/core/entities/desk-language';
import { setOwnLanguageAction } from './actions';
import { OwnChoice } from './own-choice';

/** In which language this person sees the desk. */
export function LanguageChoice({ language }: { language: DeskLanguage | null }) {
  const t = useTranslations('account.language');
  return (
    <OwnChoice
      texts={{ title: t('title'), help: t('help'), failed: t('failed') }}
      options={Object.entries(deskLanguages).map(([value, label]) => ({ value, label }))}
      none={t('browser')}
      value={language}
      save={setOwnLanguageAction}
      inputOf={(chosen) => ({ language: chosen !== null && isDeskLanguage(chosen) ? chosen : null })}
    />
  );
}
