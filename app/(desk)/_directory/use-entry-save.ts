'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import type { ActionResult } from '@/app/session/action';
import { showServerErrors } from '@/components/form';
import { toastError, toastSuccess } from '@/components/toasts';
import type { DirectoryKind } from './directory-kind';
import { useRefreshed } from './use-entry-actions';

type EntrySave<Fields extends FieldValues, Values extends FieldValues> = {
  form: UseFormReturn<Fields, unknown, Values>;
  /** Refusals of the server in the reader's language. */
  translate: (fields: Record<string, string[]>) => Record<string, string[]>;
  isNew: boolean;
  save: (values: Values) => Promise<ActionResult<{ name: string }>>;
  onClose: () => void;
};

/** Sends the form of an entry: says that it is saved and closes, or puts what was refused on its fields. */
export function useEntrySave<Fields extends FieldValues, Values extends FieldValues>(
  kind: DirectoryKind,
  { form, translate, isNew, save, onClose }: EntrySave<Fields, Values>,
) {
  const t = useTranslations('directory');
  const refresh = useRefreshed(kind);
  const { mutateAsync } = useMutation({ mutationFn: save, onError: () => toastError(t('failed.offline')) });
  return async (values: Values) => {
    const result = await mutateAsync(values);
    if (!result.ok) return showServerErrors(form, { ...result, fields: translate(result.fields) });
    toastSuccess(t(`${kind}.done.${isNew ? 'created' : 'updated'}`, { name: result.value.name }));
    onClose();
    await refresh();
  };
}
