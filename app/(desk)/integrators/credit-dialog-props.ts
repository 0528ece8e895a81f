import type { IntegratorSummary } from '@/lib/integrators/list-integrators';

export type CreditDialogProps = { integrator: IntegratorSummary; onClose: () => void; onDone: () => void };
