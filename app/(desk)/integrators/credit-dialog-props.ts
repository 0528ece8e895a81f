import type { IntegratorSummary } from '@/lib/domain/access/integrators/list-integrators';
import type { CreditRequest } from '@/lib/domain/sales/credits/credit-requests';

/** An integrator as people with `money.read` see it: they alone change its credit. */
export type IntegratorWithCredit = IntegratorSummary & { availablePaisa: number };

export const showsCredit = (integrator: IntegratorSummary): integrator is IntegratorWithCredit =>
  integrator.availablePaisa !== null;

/** `request`: what a top-up grants. */
export type CreditDialogProps = {
  integrator: IntegratorWithCredit;
  request?: Pick<CreditRequest, 'id' | 'amountPaisa'>;
  onClose: () => void;
  onDone: () => void;
};
