import { FormPageSkeleton } from '@/components/skeleton';

export default function SettingsLoading() {
  return <FormPageSkeleton fields={2} />;
}
