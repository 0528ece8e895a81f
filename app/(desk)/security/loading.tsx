import { TablePageSkeleton } from '@/components/skeleton';

export default function SecurityLoading() {
  return <TablePageSkeleton rows={12} />;
}
