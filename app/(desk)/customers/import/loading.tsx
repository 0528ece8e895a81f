import { FormPageSkeleton } from '@/components/skeleton';

export default function Loading() {
  return <FormPageSkeleton />;
}
