import type { IntegratorSummary } from '@/lib/domain/access/integrators/list-integrators';
import type { CreditRequest } from '@/lib/domain/sales/credits/credit-requests';

/** `request`: what a top-up grants. */
export type CreditDialogProps = {
  integrator: IntegratorSummary;
  request?: Pick<CreditRequest, 'id' | 'amountPaisa'>;
  onClose: () => void;
  onDone: () => void;
};
