'use client';

import { useTranslations } from 'next-intl';
import { useFormContext } from 'react-hook-form';
import { Button } from '@/components/button';

type DialogBarProps = {
  label: string;
  look?: 'primary' | 'danger';
  isPending?: boolean;
  onCancel: () => void;
};

/** The buttons under a form in a dialog, the primary one last. */
export function DialogBar({ label, look = 'primary', isPending: pending = false, onCancel }: DialogBarProps) {
  const t = useTranslations('common');
  const { isSubmitting } = useFormContext().formState;
  const isPending = pending || isSubmitting;
  return (
    <div className="flex flex-wrap justify-end gap-2 max-sm:flex-col-reverse max-sm:*:w-full">
      <Button onPress={onCancel} isDisabled={isPending}>
        {t('cancel')}
      </Button>
      <Button type="submit" look={look} isPending={isPending}>
        {label}
      </Button>
    </div>
  );
}
