import { FormPageSkeleton, TilesSkeleton } from '@/components/skeleton';

export default function Loading() {
  return (
    <div className="flex flex-col gap-6">
      <TilesSkeleton />
      <FormPageSkeleton />
    </div>
  );
}
