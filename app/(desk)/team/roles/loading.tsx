import { TablePageSkeleton } from '@/components/skeleton';

export default function RolesLoading() {
  return <TablePageSkeleton />;
}
