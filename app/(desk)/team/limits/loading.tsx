import { TablePageSkeleton } from '@/components/skeleton';

export default function ReachedLimitsLoading() {
  return <TablePageSkeleton />;
}
