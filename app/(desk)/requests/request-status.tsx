import { TriangleAlert } from 'lucide-react';
import { StatusBadge } from '@/components/status-badge';

/** 2xx and 3xx were answered, 4xx refused, 5xx failed: the number says which. */
export function RequestStatus({ status }: { status: number }) {
  if (status >= 500) return <StatusBadge tone="red">{status}</StatusBadge>;
  if (status < 400) return <StatusBadge tone="green">{status}</StatusBadge>;
  // Amber's own icon is a clock: nothing is still to come here.
  return (
    <StatusBadge tone="amber" icon={<TriangleAlert />}>
      {status}
    </StatusBadge>
  );
}
