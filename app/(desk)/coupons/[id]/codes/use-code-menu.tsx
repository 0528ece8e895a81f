'use client';

import { History, RotateCcw, Ticket, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import type { MenuAction } from '@/components/menu-button';
import { whenNeeded } from '@/components/when-needed';
import { routes } from '@/lib/core/routes';
import type { CodeItem } from './code-queries';
import { useCodeActions } from './use-code-actions';

const HistoryDialog = whenNeeded(() => import('./bulk/history-dialog').then((module) => module.HistoryDialog));

export type ListedCode = Pick<CodeItem, 'id' | 'lastFour' | 'status'>;

type CodeMenuProps = { couponId: number; canWrite: boolean; onChanged?: () => void };

/** What can be done with one code, and the dialog one of these actions opens. */
export function useCodeMenu({ couponId, canWrite, onChanged }: CodeMenuProps) {
  const t = useTranslations('codes');
  const tBatches = useTranslations('batches');
  const [history, setHistory] = useState<ListedCode | null>(null);
  const { change, reveal } = useCodeActions(couponId, onChanged);

  const changeOf = (code: ListedCode): MenuAction[] => {
    if (code.status === 'deleted') {
      const onPress = () => change('restore', code);
      return [{ id: 'restore', label: t('action.restore'), icon: <RotateCcw />, onPress }];
    }
    // What is sold or redeemed stays.
    if (code.status !== 'available') return [];
    const onPress = () => change('delete', code);
    return [{ id: 'delete', label: t('action.delete'), icon: <Trash2 />, tone: 'danger', onPress }];
  };
  const menuOf = (code: ListedCode): MenuAction[] => [
    ...(canWrite ? changeOf(code) : []),
    {
      id: 'redemptions',
      label: t('action.redemptions'),
      icon: <Ticket />,
      href: routes.redemptions({ codeId: code.id }),
    },
    { id: 'history', label: tBatches('history.action'), icon: <History />, onPress: () => setHistory(code) },
  ];
  const dialog: ReactNode = history && (
    <HistoryDialog couponId={couponId} code={history} onClose={() => setHistory(null)} />
  );
  return { menuOf, reveal, dialog };
}
