'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from './button';
import type { DialogProps } from './dialog-props';
import { whenNeeded } from './when-needed';

/** Loaded when it is opened for the first time. */
export const Dialog = whenNeeded<DialogProps>(() => import('./dialog-box').then((module) => module.DialogBox));

type ConfirmDialogProps = Omit<DialogProps, 'footer' | 'children'> & {
  /** What will happen to what: "4 are sold and stay." */
  children?: ReactNode;
  /** The action and its object: "Delete 312 codes". */
  confirmLabel: string;
  onConfirm: () => void;
  isPending?: boolean;
};

/** Only for what cannot be undone, or is rarely meant. */
export function ConfirmDialog({ confirmLabel, onConfirm, isPending = false, children, ...dialog }: ConfirmDialogProps) {
  const t = useTranslations('common');
  return (
    <Dialog
      size="sm"
      role="alertdialog"
      {...dialog}
      footer={
        <>
          <Button onPress={() => dialog.onOpenChange(false)} isDisabled={isPending}>
            {t('cancel')}
          </Button>
          <Button look="danger" onPress={onConfirm} isPending={isPending}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
