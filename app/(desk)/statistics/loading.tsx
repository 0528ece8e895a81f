import { TilesSkeleton } from '@/components/skeleton';

export default function Loading() {
  return <TilesSkeleton />;
}
