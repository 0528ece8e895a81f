import type { IntegratorSummary } from '@/lib/domain/access/integrators/list-integrators';

export type CreditDialogProps = { integrator: IntegratorSummary; onClose: () => void; onDone: () => void };
