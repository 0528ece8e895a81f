import type { TillMethod } from '@/lib/core/entities/payment-method';
import { usePaymentName } from './use-payment-names';

export const PaymentName = ({ method }: { method: TillMethod }) => usePaymentName()(method);
