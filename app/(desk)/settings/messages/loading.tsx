import { FormPageSkeleton } from '@/components/skeleton';

export default function MessageSettingsLoading() {
  return <FormPageSkeleton fields={4} />;
}
