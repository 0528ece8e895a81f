import { FormPageSkeleton } from '@/components/skeleton';

export default function AccountLoading() {
  return <FormPageSkeleton fields={3} />;
}
