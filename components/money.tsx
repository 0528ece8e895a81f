import { formatPaisa } from '@/lib/core/money';

type MoneyProps = { paisa: number; className?: string };

/** `Rs 2,000.50` in tabular figures. */
export function Money({ paisa, className = '' }: MoneyProps) {
  return <span className={`figures whitespace-nowrap ${className}`}>{formatPaisa(paisa)}</span>;
}
