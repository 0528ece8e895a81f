'use client';

import { useTranslations } from 'next-intl';
import { CheckboxField } from '@/components/choice-field';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { toastSuccess } from '@/components/toasts';
import type { SavedListName } from '@/lib/domain/finding/saved-views/lists';
import type { SavedView } from '@/lib/domain/finding/saved-views/saved-view';
import { editViewForm } from '@/lib/domain/finding/saved-views/schemas';
import { updateSavedViewAction } from './actions';
import { type Shown, savable } from './savable';
import { ViewFields } from './view-fields';

type EditViewDialogProps = {
  list: SavedListName;
  view: SavedView;
  shown: Shown;
  onDone: () => Promise<void>;
  onClose: () => void;
};

/** Another name, for whom it is, and whether it is to show what the list shows now. */
export function EditViewDialog({ list, view, shown, onDone, onClose }: EditViewDialogProps) {
  const t = useTranslations('views');
  const { id, name, isShared } = view;
  const form = useSchemaForm(editViewForm, { name, isShared, isReplaced: false });
  const { query, columns, isShortened } = savable(list, shown);
  return (
    <FormDialog
      title={t('edit.title', { name })}
      form={form}
      submitLabel={t('edit.submit')}
      onSubmit={({ isReplaced, ...values }) =>
        updateSavedViewAction({ ...values, id, ...(isReplaced ? { query, columns } : {}) })
      }
      onDone={(_done, values) => {
        toastSuccess(t('edit.done', { name: values.name }));
        void onDone();
      }}
      onClose={onClose}
    >
      <ViewFields list={list} />
      <CheckboxField
        control={form.control}
        name="isReplaced"
        label={t('edit.replace')}
        help={isShortened ? t('save.shortened') : undefined}
      />
    </FormDialog>
  );
}
