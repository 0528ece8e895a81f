import { SkeletonBar, TilesSkeleton } from '@/components/skeleton';

/** Today, and any page without a skeleton of its own. */
export default function DeskLoading() {
  return (
    <div className="max-w-[1200px]">
      <SkeletonBar className="mb-8 h-6 w-40" />
      <TilesSkeleton />
      <div aria-hidden className="mt-6 grid gap-6 lg:grid-cols-2">
        <div className="card h-72" />
        <div className="card h-72" />
      </div>
    </div>
  );
}
