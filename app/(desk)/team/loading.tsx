import { TablePageSkeleton } from '@/components/skeleton';

export default function TeamLoading() {
  return <TablePageSkeleton />;
}
