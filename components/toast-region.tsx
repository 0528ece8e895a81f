'use client';

import { Toast, toast } from '@heroui/react/toast';
import { CircleCheck, CircleX, Info } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ToastMessage } from './toast-message';

const short = 5_000;
const withAction = 12_000;

/** What failed stays until it is closed. */
const kinds = {
  success: { show: toast.success, indicator: <CircleCheck className="size-4 text-success" />, isKept: false },
  error: { show: toast.danger, indicator: <CircleX className="size-4 text-danger" />, isKept: true },
  info: { show: toast.info, indicator: <Info className="size-4 text-muted" />, isKept: false },
};

/** What is shown and stays, by what it says. */
const kept = new Map<string, string>();

/** What was said before and is still there is said once: several of one would cover what is behind them on a phone. */
export function showToast({ kind, message, description, action }: ToastMessage): void {
  const { show, indicator, isKept } = kinds[kind];
  const said = [kind, message, description].join('\n');
  let isDone = false;
  const earlier = kept.get(said);
  if (earlier !== undefined) toast.close(earlier);
  const key: string = show(message, {
    ...(description ? { description } : {}),
    ...(action
      ? {
          actionProps: {
            children: action.label,
            size: 'sm' as const,
            variant: 'outline' as const,
            // It is there for a moment more: the second press of a double click would undo what was undone.
            onPress: () => {
              if (isDone) return;
              isDone = true;
              action.onPress();
              toast.close(key);
            },
          },
        }
      : {}),
    indicator,
    timeout: isKept ? 0 : action ? withAction : short,
    onClose: () => {
      if (kept.get(said) === key) kept.delete(said);
    },
  });
  if (isKept) kept.set(said, key);
}

export function ToastRegion() {
  const t = useTranslations('common');
  return <Toast.Provider isExpanded placement="bottom end" width={400} aria-label={t('notifications')} />;
}
