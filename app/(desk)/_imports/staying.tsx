'use client';

import { useTranslations } from 'next-intl';
import type { UndoPlan } from '@/lib/domain/coupons/imports/undo-import';

/** The first of the entries that an undo leaves, with the reasons. */
export function Staying({ staying, stays }: Pick<UndoPlan, 'staying' | 'stays'>) {
  const t = useTranslations('imports.undoing');
  return (
    <ul className="mt-1 list-disc ps-5">
      {stays.map(({ id, name, why }) => (
        <li key={id} className="wrap-anywhere">
          <bdi>{name}</bdi>: {t(`why.${why}`)}
        </li>
      ))}
      {staying > stays.length && <li>{t('more', { count: staying - stays.length })}</li>}
    </ul>
  );
}
