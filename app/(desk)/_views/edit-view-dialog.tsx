'use client';

import { useTranslations } from 'next-intl';
import { CheckboxField } from '@/components/choice-field';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import type { SavedListName } from '@/lib/domain/finding/saved-views/lists';
import type { SavedView } from '@/lib/domain/finding/saved-views/saved-view';
import { editViewForm, viewNameLength } from '@/lib/domain/finding/saved-views/schemas';
import { updateSavedViewAction } from './actions';
import { type Shown, savable } from './savable';

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
      <TextField
        control={form.control}
        name="name"
        label={t('save.name')}
        maxLength={viewNameLength}
        autoComplete="off"
        autoFocus
      />
      <CheckboxField
        control={form.control}
        name="isShared"
        label={t('save.shared')}
        help={t(list.startsWith('/partner/') ? 'save.sharedOwnHelp' : 'save.sharedHelp')}
      />
      <CheckboxField
        control={form.control}
        name="isReplaced"
        label={t('edit.replace')}
        help={isShortened ? t('save.shortened') : undefined}
      />
    </FormDialog>
  );
}
