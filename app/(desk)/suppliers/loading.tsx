export { TilesSkeleton as default } from '@/components/skeleton';
