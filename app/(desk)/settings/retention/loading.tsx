import { FormPageSkeleton } from '@/components/skeleton';

export default function RetentionLoading() {
  return <FormPageSkeleton fields={7} />;
}
