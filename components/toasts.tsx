'use client';

import { Toast, toast } from '@heroui/react/toast';
import { CircleCheck, CircleX, Info } from 'lucide-react';
import { useTranslations } from 'next-intl';

type ToastAction = { label: string; onPress: () => void };

type ToastOptions = {
  description?: string;
  /** Such as "Undo"; the toast stays long enough to reach it. */
  action?: ToastAction;
};

const short = 5_000;
const withAction = 12_000;

function contentOf({ description, action }: ToastOptions, key: () => string) {
  return {
    ...(description ? { description } : {}),
    ...(action
      ? {
          actionProps: {
            children: action.label,
            size: 'sm' as const,
            variant: 'outline' as const,
            onPress: () => {
              action.onPress();
              toast.close(key());
            },
          },
        }
      : {}),
  };
}

/** What was done, in the past tense: "Coupon SUMMER26 deleted", with `action` to undo it. */
export function toastSuccess(message: string, options: ToastOptions = {}): void {
  const key: string = toast.success(message, {
    ...contentOf(options, () => key),
    indicator: <CircleCheck className="size-4 text-success" />,
    timeout: options.action ? withAction : short,
  });
}

/** What failed and what to do about it. Stays until closed. */
export function toastError(message: string, options: ToastOptions = {}): void {
  const key: string = toast.danger(message, {
    ...contentOf(options, () => key),
    indicator: <CircleX className="size-4 text-danger" />,
    timeout: 0,
  });
}

export function toastInfo(message: string, options: ToastOptions = {}): void {
  const key: string = toast.info(message, {
    ...contentOf(options, () => key),
    indicator: <Info className="size-4 text-muted" />,
    timeout: options.action ? withAction : short,
  });
}

/** Mounted once, in the providers. */
export function Toasts() {
  const t = useTranslations('common');
  return <Toast.Provider isExpanded placement="bottom end" width={400} aria-label={t('notifications')} />;
}
