import { skeletonVariants } from '@heroui/styles';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

const look = skeletonVariants({ animationType: 'pulse' }).base();

type BarProps = { className?: string };

export function SkeletonBar({ className = 'h-3 w-24' }: BarProps) {
  return <div aria-hidden className={`${look} max-w-full ${className}`} />;
}

/** Wraps bars and says once, to screen readers, that something is on its way. */
export function SkeletonGroup({ children, className = '' }: { children: ReactNode; className?: string }) {
  const t = useTranslations('common');
  return (
    <div role="status" className={className}>
      <span className="sr-only">{t('loading')}</span>
      {children}
    </div>
  );
}

const rowKeys = (count: number) => Array.from({ length: count }, (_, index) => `row-${index}`);

/** The header of a page and a table under it, for a route's `loading.tsx`. */
export function TablePageSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <SkeletonGroup>
      <SkeletonBar className="mb-8 h-6 w-40" />
      <SkeletonBar className="mb-3 h-8 w-64" />
      <div className="card divide-y divide-separator overflow-hidden">
        {rowKeys(rows).map((key) => (
          <div key={key} className="flex h-11 items-center gap-8 px-4">
            <SkeletonBar className="h-3 w-1/4" />
            <SkeletonBar className="h-3 w-1/6" />
            <SkeletonBar className="ms-auto h-3 w-16" />
            <SkeletonBar className="h-3 w-20" />
          </div>
        ))}
      </div>
    </SkeletonGroup>
  );
}

/** A page of fields, for a route's `loading.tsx`. */
export function FormPageSkeleton({ fields = 5 }: { fields?: number }) {
  return (
    <SkeletonGroup className="max-w-xl">
      <SkeletonBar className="mb-8 h-6 w-48" />
      <div className="card flex flex-col gap-6 p-6">
        {rowKeys(fields).map((key) => (
          <div key={key} className="flex flex-col gap-2">
            <SkeletonBar className="h-3 w-28" />
            <SkeletonBar className="h-9 w-full" />
          </div>
        ))}
      </div>
    </SkeletonGroup>
  );
}

/** Tiles over a card, for a page of sums. */
export function TilesSkeleton({ tiles = 4 }: { tiles?: number }) {
  return (
    <SkeletonGroup className="grid grid-cols-2 gap-4 lg:grid-cols-4">
      {rowKeys(tiles).map((key) => (
        <div key={key} className="card flex flex-col gap-3 p-4">
          <SkeletonBar className="h-3 w-20" />
          <SkeletonBar className="h-7 w-28" />
        </div>
      ))}
    </SkeletonGroup>
  );
}
