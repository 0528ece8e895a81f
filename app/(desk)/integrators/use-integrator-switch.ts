'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { withProof } from '@/app/session/with-proof';
import { toastError, toastSuccess } from '@/components/toasts';
import type { IntegratorSummary } from '@/lib/domain/access/integrators/list-integrators';
import { disableIntegratorAction } from './actions';

/** Switches a company off or on, and offers to undo it. */
export function useIntegratorSwitch() {
  const t = useTranslations('integrators.switch');
  const common = useTranslations('common');
  const queryClient = useQueryClient();
  return async function set(integrator: Pick<IntegratorSummary, 'id' | 'name'>, disabled: boolean): Promise<void> {
    const { id, name } = integrator;
    const result = await withProof(() => disableIntegratorAction({ id, disabled })).catch(() => null);
    await queryClient.invalidateQueries({ queryKey: ['integrators'] });
    if (!result?.ok) return toastError(t('failed', { name }), result ? { description: result.message } : {});
    toastSuccess(t(disabled ? 'disabled' : 'enabled', { name }), {
      ...(disabled ? { description: t('disabledNote') } : {}),
      action: { label: common('undo'), onPress: () => void set(integrator, !disabled) },
    });
  };
}
