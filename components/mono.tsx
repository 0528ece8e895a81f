import type { ReactNode } from 'react';

/** References, ids and a coupon's own code: monospace and as they are. Issued codes and PINs go through Code. */
export function Mono({ children, className = '' }: { children: ReactNode; className?: string }) {
  return <code className={`text-13 wrap-break-word tabular-nums ${className}`}>{children}</code>;
}
