import { StatusBadge } from '@/components/status-badge';

/** 2xx and 3xx were answered, 4xx refused, 5xx failed: the number says which. */
export function RequestStatus({ status }: { status: number }) {
  return <StatusBadge tone={status >= 500 ? 'red' : status >= 400 ? 'amber' : 'green'}>{status}</StatusBadge>;
}
