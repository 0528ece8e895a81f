import { FormPageSkeleton } from '@/components/skeleton';

export default function LimitSettingsLoading() {
  return <FormPageSkeleton fields={8} />;
}
