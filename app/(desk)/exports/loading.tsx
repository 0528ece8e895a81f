import { TablePageSkeleton } from '@/components/skeleton';

export default function ExportsLoading() {
  return <TablePageSkeleton />;
}
