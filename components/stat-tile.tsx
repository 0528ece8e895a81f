import type { ReactNode } from 'react';
import { Link } from './link';

type StatTileProps = {
  label: string;
  value: ReactNode;
  /** What the figure is made of or compared with. */
  note?: ReactNode;
  icon?: ReactNode;
  href?: string;
};

/** One figure with its label. */
export function StatTile({ label, value, note, icon, href }: StatTileProps) {
  const body = (
    <>
      <div className="flex items-center gap-2 text-13 text-muted">
        {icon && (
          <span aria-hidden className="[&>svg]:size-4">
            {icon}
          </span>
        )}
        {label}
      </div>
      {/* Ten million rupees fit half a phone's width only in the smaller size. */}
      <div className="figures mt-2 text-xl leading-9 font-semibold tracking-tight @min-[13rem]:text-2xl">{value}</div>
      {note && <div className="mt-1 text-13 text-muted">{note}</div>}
    </>
  );
  if (!href) return <div className="card @container p-4">{body}</div>;
  return (
    <Link
      href={href}
      className="card @container block p-4 transition-colors hover:border-border-tertiary hover:bg-surface-hover"
    >
      {body}
    </Link>
  );
}
