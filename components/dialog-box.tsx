'use client';

import { Modal } from '@heroui/react/modal';
import { useTranslations } from 'next-intl';
import type { DialogProps } from './dialog-props';
import { useReturnFocus } from './return-focus';

/** Gives focus back to what opened it; Escape and a press outside close it. */
export function DialogBox(props: DialogProps) {
  const { title, isOpen, onOpenChange, children, footer, size = 'md', role = 'dialog', isSticky = false } = props;
  const { isAtTop = false } = props;
  const t = useTranslations('common');
  useReturnFocus(isOpen);
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
