'use client';

import { useTranslations } from 'next-intl';
import { useFormContext } from 'react-hook-form';
import { Button } from '@/components/button';

type DialogBarProps = { label: string; look?: 'primary' | 'danger'; onCancel: () => void };

/** The buttons under a form in a dialog, the primary one last. */
export function DialogBar({ label, look = 'primary', onCancel }: DialogBarProps) {
  const t = useTranslations('common');
  const { isSubmitting } = useFormContext().formState;
  return (
    <div className="flex flex-wrap justify-end gap-2 max-sm:flex-col-reverse max-sm:*:w-full">
      <Button onPress={onCancel} isDisabled={isSubmitting}>
        {t('cancel')}
      </Button>
      <Button type="submit" look={look} isPending={isSubmitting}>
        {label}
      </Button>
    </div>
  );
}
