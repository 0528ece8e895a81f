import { TablePageSkeleton } from '@/components/skeleton';

export default function ApprovalsLoading() {
  return <TablePageSkeleton />;
}
