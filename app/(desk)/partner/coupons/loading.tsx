export { TablePageSkeleton as default } from '@/components/skeleton';
