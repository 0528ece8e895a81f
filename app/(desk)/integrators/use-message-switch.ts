import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { sent } from '@/app/session/offline';
import { toastError, toastSuccess } from '@/components/toasts';
import type { IntegratorSummary } from '@/lib/domain/access/integrators/list-integrators';
import { setCustomerMessagesAction } from './actions';

/** Chooses whether the desk sends a company's PINs to its customers, and offers to undo it. */
export function useMessageSwitch() {
  const t = useTranslations('integrators.messages');
  const common = useTranslations('common');
  const queryClient = useQueryClient();
  return async function set(integrator: Pick<IntegratorSummary, 'id' | 'name'>, isOn: boolean): Promise<void> {
    const { id, name } = integrator;
    const result = await sent(() => setCustomerMessagesAction({ id, sent: isOn })).catch(() => null);
    await queryClient.invalidateQueries({ queryKey: ['integrators'] });
    if (!result?.ok) return toastError(t('failed', { name }), result ? { description: result.message } : {});
    toastSuccess(t(isOn ? 'switchedOn' : 'switchedOff', { name }), {
      action: { label: common('undo'), onPress: () => void set(integrator, !isOn) },
    });
  };
}
