import { TablePageSkeleton } from '@/components/skeleton';

export default function WebhookLoading() {
  return <TablePageSkeleton />;
}
