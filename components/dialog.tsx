'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Button } from './button';
import type { DialogProps } from './dialog-props';
import { useShown } from './use-shown';
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

type ConfirmButtonProps = { onConfirm: () => void; isPending: boolean; children: ReactNode };

/** Is there as long as its question, and starts again with each press: the next one counts a moment later. */
function ConfirmButton({ onConfirm, isPending, children }: ConfirmButtonProps) {
  const [presses, setPresses] = useState(0);
  const isShown = useShown(presses);
  const confirm = () => {
    setPresses(presses + 1);
    onConfirm();
  };
  return (
    <Button look="danger" onPress={confirm} isPending={isPending} isHeld={!isShown}>
      {children}
    </Button>
  );
}

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
          <ConfirmButton onConfirm={onConfirm} isPending={isPending}>
            {confirmLabel}
          </ConfirmButton>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
