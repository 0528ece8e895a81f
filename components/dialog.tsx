'use client';

import { Modal } from '@heroui/react/modal';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from './button';

type DialogProps = {
  title: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  children: ReactNode;
  /** Buttons, the primary one last. */
  footer?: ReactNode;
  size?: 'sm' | 'md' | 'lg';
  role?: 'dialog' | 'alertdialog';
  /** Only one of its own buttons closes it: it shows something that is not shown again. */
  isSticky?: boolean;
  /** Where it stays while what it shows grows and shrinks; else in the middle, on a phone at the bottom. */
  isAtTop?: boolean;
};

/** Gives focus back to what opened it; Escape and a press outside close it. */
export function Dialog(props: DialogProps) {
  const { title, isOpen, onOpenChange, children, footer, size = 'md', role = 'dialog', isSticky = false } = props;
  const { isAtTop = false } = props;
  const t = useTranslations('common');
  return (
    <Modal.Backdrop
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable={!isSticky}
      isKeyboardDismissDisabled={isSticky}
    >
      <Modal.Container size={size} placement={isAtTop ? 'top' : 'auto'}>
        <Modal.Dialog role={role}>
          {!isSticky && <Modal.CloseTrigger aria-label={t('close')} />}
          <Modal.Header>
            <Modal.Heading className="pe-8">{title}</Modal.Heading>
          </Modal.Header>
          {/* A form keeps its buttons in view, and lets its fields scroll. */}
          <Modal.Body className="text-foreground has-[>form]:flex has-[>form]:flex-col">{children}</Modal.Body>
          {footer && <Modal.Footer>{footer}</Modal.Footer>}
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}

type ConfirmDialogProps = Omit<DialogProps, 'footer' | 'children'> & {
  /** What will happen to what: "4 are sold and stay." */
  children?: ReactNode;
  /** The action and its object: "Delete 312 codes". */
  confirmLabel: string;
  onConfirm: () => void;
  isPending?: boolean;
};

/** Only for what cannot be undone. */
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
