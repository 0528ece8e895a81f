import { TablePageSkeleton } from '@/components/skeleton';

export default function WebhooksLoading() {
  return <TablePageSkeleton rows={4} />;
}
