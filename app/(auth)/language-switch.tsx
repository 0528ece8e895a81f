import { useLocale, useTranslations } from 'next-intl';
import { deskLanguages, languageOf } from '@/lib/core/entities/desk-language';
import { chooseLanguageAction } from './language-action';

/** A form, so that it works without scripts. */
export function LanguageSwitch() {
  const t = useTranslations('auth');
  const current = languageOf(useLocale());
  return (
    <form action={chooseLanguageAction} aria-label={t('language')} className="mb-8 flex flex-wrap gap-x-4 px-1">
      {Object.entries(deskLanguages).map(([name, label]) => (
        <button
          key={name}
          type="submit"
          name="language"
          value={name}
          lang={name}
          aria-current={name === current ? 'true' : undefined}
          className="min-h-9 cursor-pointer text-13 text-muted underline-offset-4 hover:underline aria-[current]:font-semibold aria-[current]:text-foreground"
        >
          {label}
        </button>
      ))}
    </form>
  );
}
