import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from './link';

type ListCardProps = {
  title: string;
  /** Right of the title: a count, or the link to the whole list. */
  aside?: ReactNode;
  children: ReactNode;
};

/** A short list in a card, under its own heading. */
export function ListCard({ title, aside, children }: ListCardProps) {
  return (
    <section aria-label={title} className="card overflow-hidden">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-3 pb-2">
        <h2 className="text-base font-semibold">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** Next to the title: the link to the whole list. */
export function WholeListLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="touch-44 inline-flex items-center gap-0.5 rounded-sm text-13 text-muted hover:text-foreground hover:underline"
    >
      {children}
      <ChevronRight aria-hidden className="size-3.5" />
    </Link>
  );
}

/** Instead of an empty list. */
export function NothingYet({ children }: { children: ReactNode }) {
  return <p className="px-4 pt-1 pb-5 text-muted">{children}</p>;
}

export function ListRows({ children }: { children: ReactNode }) {
  return <ul className="divide-y divide-separator border-t border-separator">{children}</ul>;
}

type ListRowProps = {
  /** The row's own page. All of the row leads there; another link in it has to be `relative`. */
  href: string;
  name: ReactNode;
  note?: ReactNode;
  /** Right of the name. */
  children?: ReactNode;
};

export function ListRow({ href, name, note, children }: ListRowProps) {
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 hover:bg-surface-hover">
      <div className="min-w-0 flex-1 basis-32">
        <Link
          href={href}
          className="block truncate rounded-sm font-medium after:absolute after:inset-0 hover:underline"
        >
          {name}
        </Link>
        {note && <p className="figures truncate text-13 text-muted">{note}</p>}
      </div>
      {children}
    </li>
  );
}
