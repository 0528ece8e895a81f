'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { sent } from '@/app/session/offline';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { MoneyField } from '@/components/number-field';
import { toastSuccess } from '@/components/toasts';
import { routes } from '@/lib/core/routes';
import { openShiftInput } from '@/lib/domain/sales/shifts/schemas';
import { openShiftAction } from './actions';

export function OpenShiftDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shifts.open');
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useSchemaForm(openShiftInput, { floatPaisa: 0 });
  return (
    <FormDialog
      title={t('title')}
      form={form}
      submitLabel={t('action')}
      onClose={onClose}
      onSubmit={(values) => sent(() => openShiftAction(values))}
      onDone={({ id }) => {
        toastSuccess(t('done'));
        void queryClient.invalidateQueries({ queryKey: ['shifts'] });
        router.push(routes.shift(id));
      }}
    >
      <MoneyField control={form.control} name="floatPaisa" label={t('float')} help={t('floatHelp')} />
    </FormDialog>
  );
}
