import { FormPageSkeleton } from '@/components/skeleton';

export default function CustomersLoading() {
  return <FormPageSkeleton fields={1} />;
}
