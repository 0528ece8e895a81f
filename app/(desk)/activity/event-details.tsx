import { formatPaisa } from '@/lib/money';

const mostItems = 20;

type Change = { from: unknown; to: unknown };

function isChange(value: unknown): value is Change {
  return typeof value === 'object' && value !== null && 'from' in value && 'to' in value;
}

function plain(name: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  if (name.endsWith('Paisa') && Number.isSafeInteger(value)) return formatPaisa(Number(value));
  if (Array.isArray(value)) {
    const more = value.length - mostItems;
    const items = value.slice(0, mostItems).map((item) => plain(name, item));
    return more > 0 ? `${items.join(', ')}, +${more}` : items.join(', ');
  }
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([key, part]) => `${words(key)} ${plain(key, part)}`)
    .join(', ');
}

/** `maxRedemptions` → `max redemptions`, `amountPaisa` → `amount`. */
function words(name: string): string {
  const text = name.replace(/Paisa$/, '').replace(/([a-z])([A-Z])/g, '$1 $2');
  return text.toLowerCase();
}

/** `changed: { discount: [10, 25] }` is told as the changes it holds, and what is named without its id. */
function toldOf(data: Record<string, unknown>): [string, unknown][] {
  const { changed, ...rest } = data;
  if (typeof changed !== 'object' || changed === null) {
    const isNamed = 'name' in data || 'names' in data;
    return Object.entries(data).filter(([key]) => !(isNamed && /Ids?$/.test(key)));
  }
  const changes = Object.entries(changed).map(([name, pair]): [string, unknown] =>
    Array.isArray(pair) && pair.length === 2 ? [name, { from: pair[0], to: pair[1] }] : [name, pair],
  );
  return [...Object.entries(rest), ...changes];
}

/** What an event wrote down about itself: names with values, changes as before → after. */
export function EventDetails({ data }: { data: Record<string, unknown> }) {
  const told = toldOf(data).filter(([, value]) => value !== null);
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
