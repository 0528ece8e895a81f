import { FormPageSkeleton } from '@/components/skeleton';

export default function SecuritySettingsLoading() {
  return <FormPageSkeleton fields={5} />;
}
