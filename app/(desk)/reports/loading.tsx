import { TablePageSkeleton } from '@/components/skeleton';

export default function Loading() {
  return <TablePageSkeleton />;
}
