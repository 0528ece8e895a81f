'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { refusalText } from '@/app/session/refusal-text';
import { toastError, toastSuccess } from '@/components/toasts';
import { archiveEntryAction, restoreEntryAction } from './actions';
import { type DirectoryKind, directoryReads, type EntryItem } from './directory-kind';

type Action = 'archive' | 'restore';
type Named = Pick<EntryItem, 'id' | 'name' | 'coupons'>;

const actions = { archive: archiveEntryAction, restore: restoreEntryAction };

const done = { archive: 'archived', restore: 'restored' } as const;

/** Reads the lists of a kind again, and the page that is open. */
export function useRefreshed(kind: DirectoryKind) {
  const router = useRouter();
  const queryClient = useQueryClient();
  return async () => {
    await queryClient.invalidateQueries({ queryKey: directoryReads(kind) });
    router.refresh();
  };
}

/** Archives, with an undo, and restores. */
export function useEntryActions(kind: DirectoryKind) {
  const t = useTranslations('directory');
  const common = useTranslations('common');
  const onSettled = useRefreshed(kind);
  const change = useMutation({
    mutationFn: ({ action, entry }: { action: Action; entry: Named }) =>
      actions[action]({ kind, input: { id: entry.id } as never }),
    onSuccess: (result, { action, entry }) => {
      const { name, coupons } = entry;
      if (!result.ok) return toastError(result.fields.name ? t(`${kind}.taken`, { name }) : refusalText(result));
      const undo = { label: common('undo'), onPress: () => change.mutate({ action: 'restore', entry }) };
      toastSuccess(t(`${kind}.done.${done[action]}`, { name }), {
        ...(action === 'archive' ? { action: undo } : {}),
        ...(action === 'archive' && coupons > 0 ? { description: t('staysNote', { count: coupons }) } : {}),
      });
    },
    onError: () => toastError(t('failed.offline')),
    onSettled,
  });
  return (action: Action, entry: Named) => change.mutate({ action, entry });
}
