import { formatPaisa } from '@/lib/money';

type Change = { from: unknown; to: unknown };

function isChange(value: unknown): value is Change {
  return typeof value === 'object' && value !== null && 'from' in value && 'to' in value;
}

function plain(name: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  if (name.endsWith('Paisa') && Number.isSafeInteger(value)) return formatPaisa(Number(value));
  if (Array.isArray(value)) return value.map((item) => plain(name, item)).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** `maxRedemptions` → `max redemptions`, `amountPaisa` → `amount`. */
function words(name: string): string {
  const text = name.replace(/Paisa$/, '').replace(/([a-z])([A-Z])/g, '$1 $2');
  return text.toLowerCase();
}

/** What an event wrote down about itself: names with values, changes as before → after. */
export function EventDetails({ data }: { data: Record<string, unknown> }) {
  const told = Object.entries(data).filter(([, value]) => value !== null);
  return (
    <span className="text-13 wrap-anywhere">
      {told.map(([name, value], index) => (
        <span key={name}>
          {index > 0 && <span className="text-muted"> · </span>}
          <span className="text-muted">{words(name)}</span>{' '}
          {isChange(value) ? `${plain(name, value.from)} → ${plain(name, value.to)}` : plain(name, value)}
        </span>
      ))}
    </span>
  );
}
