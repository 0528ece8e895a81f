'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent } from 'react';
import { createKeybindingsHandler } from 'tinykeys';
import { IconButton } from './button';
import { Kbd } from './kbd';
import { useIsHydrated } from './use-hydrated';

type FindButtonProps = {
  onPress: () => void;
  /** In the navigation: an icon alone below 1024 px. */
  isWide?: boolean;
};

/** Opens what finds anything. It looks dead until it works. */
export function FindButton({ onPress, isWide = false }: FindButtonProps) {
  const t = useTranslations('common.shell');
  const isHydrated = useIsHydrated();
  if (!isWide) return <IconButton label={t('find')} icon={<Search />} onPress={onPress} />;
  return (
    <button
      type="button"
      onClick={onPress}
      disabled={!isHydrated}
      data-tip={t('find')}
      className="collapsed-tip mx-2 mb-3 flex shrink-0 h-9 items-center gap-2.5 rounded-lg border border-border px-2 text-muted hover:bg-default hover:text-foreground disabled:opacity-60 max-lg:justify-center"
    >
      <Search aria-hidden className="size-4 shrink-0" />
      <span className="max-lg:sr-only">{t('find')}</span>
      <Kbd isHidden className="ms-auto max-lg:hidden">
        {t('findKeys')}
      </Kbd>
    </button>
  );
}

/** Ctrl+K, or Cmd+K, from anywhere on the page, also while somebody types. */
export function useFindKeys(onPress: (() => void) | undefined): void {
  const run = useEffectEvent((event: KeyboardEvent) => {
    event.preventDefault();
    onPress?.();
  });
  const isOn = onPress !== undefined;
  useEffect(() => {
    if (!isOn) return;
    const onKeyDown = createKeybindingsHandler({ '$mod+KeyK': run });
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [isOn]);
}
