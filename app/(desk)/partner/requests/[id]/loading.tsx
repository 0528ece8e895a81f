export { FormPageSkeleton as default } from '@/components/skeleton';
