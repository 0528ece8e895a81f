'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { refusalText } from '@/app/session/refusal-text';
import { toastError, toastSuccess } from '@/components/toasts';
import type { SavedView } from '@/lib/domain/finding/saved-views/saved-view';
import { chooseDefaultViewAction, deleteSavedViewAction, restoreSavedViewAction } from './actions';

type View = Pick<SavedView, 'id' | 'list' | 'name' | 'isDefault'>;

const actions = {
  delete: ({ id }: View) => deleteSavedViewAction({ id }),
  restore: ({ id }: View) => restoreSavedViewAction({ id }),
  /** Or no longer. */
  makeDefault: ({ id, list, isDefault }: View) => chooseDefaultViewAction({ list, viewId: isDefault ? null : id }),
};

/** Deletes a view, with an undo, and makes it the default; each reports its result in a toast. */
export function useViewActions(onChange: () => Promise<void>) {
  const t = useTranslations('views');
  const common = useTranslations('common');
  const change = useMutation({
    mutationFn: ({ action, view }: { action: keyof typeof actions; view: View }) => actions[action](view),
    onSuccess: (result, { action, view }) => {
      const { name } = view;
      if (!result.ok) return toastError(result.fields.name ? t('done.taken', { name }) : refusalText(result));
      const undo = { label: common('undo'), onPress: () => change.mutate({ action: 'restore', view }) };
      const done = action === 'makeDefault' && view.isDefault ? 'unsetDefault' : action;
      toastSuccess(t(`done.${done}`, { name }), action === 'delete' ? { action: undo } : {});
    },
    onError: () => toastError(t('done.lost')),
    onSettled: onChange,
  });
  return (action: keyof typeof actions, view: View) => change.mutate({ action, view });
}
