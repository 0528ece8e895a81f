'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { refusalText } from '@/app/session/refusal-text';
import { useAction } from '@/app/session/use-action';
import { SelectBox } from '@/components/select-field';
import { toastError } from '@/components/toasts';
import { type DeskLanguage, deskLanguages, isDeskLanguage } from '@/lib/core/entities/desk-language';
import { setOwnLanguageAction } from './actions';

/** In which language this person sees the desk. */
export function LanguageChoice({ language }: { language: DeskLanguage | null }) {
  const t = useTranslations('account.language');
  const router = useRouter();
  const { mutate, isPending } = useAction(setOwnLanguageAction, {
    onSuccess: (result) => (result.ok ? router.refresh() : toastError(refusalText(result))),
    onError: () => toastError(t('failed')),
  });
  return (
    <section aria-label={t('title')} className="card p-5">
      <SelectBox
        label={t('title')}
        help={t('help')}
        options={Object.entries(deskLanguages).map(([value, label]) => ({ value, label }))}
        none={t('browser')}
        value={language}
        onChange={(value) => mutate({ language: isDeskLanguage(String(value)) ? (value as DeskLanguage) : null })}
        isDisabled={isPending}
        className="max-w-xs"
      />
    </section>
  );
}
