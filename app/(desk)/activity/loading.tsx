import { TablePageSkeleton } from '@/components/skeleton';

export default function ActivityLoading() {
  return <TablePageSkeleton rows={12} />;
}
