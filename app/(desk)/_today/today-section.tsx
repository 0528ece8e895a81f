import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { ListCard } from '@/components/list-card';

type TodaySectionProps = {
  title: string;
  /** The whole list this is the top of. */
  all: { label: string; href: string };
  children: ReactNode;
};

/** A short list on the page of the day, with the way to the whole of it. */
export function TodaySection({ title, all, children }: TodaySectionProps) {
  const way = (
    <Link
      href={all.href}
      className="touch-44 inline-flex items-center gap-0.5 rounded-sm text-13 text-muted hover:text-foreground hover:underline"
    >
      {all.label}
      <ChevronRight aria-hidden className="size-3.5" />
    </Link>
  );
  return (
    <ListCard title={title} aside={way}>
      {children}
    </ListCard>
  );
}
