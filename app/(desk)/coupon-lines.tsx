import Link from 'next/link';
import type { ReactNode } from 'react';

type CouponLine = { id: number; code: string; href: string; facts: ReactNode };

/** Coupons by name, each with what there is to say of it now. */
export function CouponLines({ coupons }: { coupons: CouponLine[] }) {
  return (
    <ul className="divide-y divide-separator border-t border-separator">
      {coupons.map(({ id, code, href, facts }) => (
        <li key={id} className="relative flex items-center gap-4 px-4 py-2.5 hover:bg-surface-hover">
          <Link
            href={href}
            className="min-w-0 flex-1 truncate rounded-sm font-mono text-13 after:absolute after:inset-0 hover:underline"
          >
            {code}
          </Link>
          <span className="figures shrink-0 text-13 text-muted">{facts}</span>
        </li>
      ))}
    </ul>
  );
}
