import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { DataProviders } from '@/app/data-providers';
import { env } from '@/lib/core/env';
import { Gallery } from './gallery';

export const metadata: Metadata = { title: 'Gallery' };

/** Every component in every state, for visual checks. Reads no data; closed in production unless GALLERY is 1. */
export default function GalleryPage() {
  const { NODE_ENV, GALLERY } = env();
  if (NODE_ENV === 'production' && GALLERY !== '1') notFound();
  return (
    <DataProviders>
      <Gallery />
    </DataProviders>
  );
}
