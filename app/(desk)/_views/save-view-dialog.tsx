'use client';

import { useTranslations } from 'next-intl';
import { CheckboxField } from '@/components/choice-field';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { toastSuccess } from '@/components/toasts';
import type { SavedListName } from '@/lib/domain/finding/saved-views/lists';
import { savedViewForm } from '@/lib/domain/finding/saved-views/schemas';
import { createSavedViewAction } from './actions';
import { type Shown, savable } from './savable';
import { ViewFields } from './view-fields';

type SaveViewDialogProps = {
  list: SavedListName;
  shown: Shown;
  onClose: () => void;
  onDone: (id: number) => Promise<void>;
};

/** Gives what the list shows now a name. */
export function SaveViewDialog({ list, shown, onClose, onDone }: SaveViewDialogProps) {
  const t = useTranslations('views');
  const form = useSchemaForm(savedViewForm, { name: '', isShared: false, isDefault: false });
  const { query, columns, isShortened } = savable(list, shown);
  return (
    <FormDialog
      title={t('save.title')}
      form={form}
      submitLabel={t('save.submit')}
      onSubmit={(values) => createSavedViewAction({ ...values, list, query, columns })}
      onDone={({ id }, { name }) => {
        toastSuccess(t('save.done', { name }));
        void onDone(id);
      }}
      onClose={onClose}
    >
      {isShortened && <p className="text-pretty">{t('save.shortened')}</p>}
      <ViewFields list={list} />
      <CheckboxField control={form.control} name="isDefault" label={t('save.default')} help={t('save.defaultHelp')} />
    </FormDialog>
  );
}
