'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import type { OrganizationTemplate } from '@/lib/domain/sales/deliveries/message-templates';
import { MessageText } from './template-preview';

type StaleTemplateDialogProps = {
  theirs: OrganizationTemplate;
  onClose: () => void;
  onChoose: (keepMine: boolean) => void;
};

/** For the second of two people who edit at once: what the first one has saved, and which text to keep. */
export function StaleTemplateDialog({ theirs, onClose, onChoose }: StaleTemplateDialogProps) {
  const t = useTranslations('messaging.stale');
  return (
    <Dialog
      title={t('title')}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={() => onChoose(false)}>{t('takeTheirs')}</Button>
          <Button look="primary" onPress={() => onChoose(true)}>
            {t('keepMine')}
          </Button>
        </>
      }
    >
      <p className="mb-3">{t('text', { by: theirs.updatedBy ?? '' })}</p>
      <MessageText subject={theirs.subject} text={theirs.body} />
    </Dialog>
  );
}
