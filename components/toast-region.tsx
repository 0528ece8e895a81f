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

export function showToast({ kind, message, description, action }: ToastMessage): void {
  const { show, indicator, isKept } = kinds[kind];
  const key: string = show(message, {
    ...(description ? { description } : {}),
    ...(action
      ? {
          actionProps: {
            children: action.label,
            size: 'sm' as const,
            variant: 'outline' as const,
            onPress: () => {
              action.onPress();
              toast.close(key);
            },
          },
        }
      : {}),
    indicator,
    timeout: isKept ? 0 : action ? withAction : short,
  });
}

export function ToastRegion() {
  const t = useTranslations('common');
  return <Toast.Provider isExpanded placement="bottom end" width={400} aria-label={t('notifications')} />;
}
