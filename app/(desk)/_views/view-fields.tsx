'use client';

import { useTranslations } from 'next-intl';
import { useFormContext } from 'react-hook-form';
import { CheckboxField } from '@/components/choice-field';
import { TextField } from '@/components/text-field';
import type { SavedListName } from '@/lib/domain/finding/saved-views/lists';
import { viewNameLength } from '@/lib/domain/finding/saved-views/schemas';

/** A view's name and for whom it is, in the form of a new one and of one that is edited. */
export function ViewFields({ list }: { list: SavedListName }) {
  const t = useTranslations('views.save');
  const { control } = useFormContext<{ name: string; isShared: boolean }>();
  return (
    <>
      <TextField
        control={control}
        name="name"
        label={t('name')}
        maxLength={viewNameLength}
        autoComplete="off"
        autoFocus
      />
      <CheckboxField
        control={control}
        name="isShared"
        label={t('shared')}
        help={t(list.startsWith('/partner/') ? 'sharedOwnHelp' : 'sharedHelp')}
      />
    </>
  );
}
