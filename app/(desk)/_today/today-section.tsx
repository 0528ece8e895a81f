import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

type TodaySectionProps = {
  title: string;
  /** The whole list this is the top of. */
  all: { label: string; href: string };
  children: ReactNode;
};

/** A short list on the page of the day, with the way to the whole of it. */
export function TodaySection({ title, all, children }: TodaySectionProps) {
  return (
    <section aria-label={title} className="card overflow-hidden">
      <div className="flex items-center justify-between gap-4 px-4 pt-3 pb-2">
        <h2 className="text-base font-semibold">{title}</h2>
        <Link
          href={all.href}
          className="touch-44 inline-flex items-center gap-0.5 rounded-sm text-13 text-muted hover:text-foreground hover:underline"
        >
          {all.label}
          <ChevronRight aria-hidden className="size-3.5" />
        </Link>
      </div>
      {children}
    </section>
  );
}

export function NothingYet({ children }: { children: ReactNode }) {
  return <p className="px-4 pt-1 pb-5 text-muted">{children}</p>;
}
