'use client';

import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { couponFields } from '@/lib/core/entities/coupon';
import type { Fields } from '@/lib/core/entities/field';
import { formatPaisa } from '@/lib/core/money';
import { defaultTimeZone, formatInstant } from '@/lib/core/time';
import type { ActivityWords } from './use-activity-words';

const mostItems = 20;
const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

const couponField: Fields = couponFields;

function isMoney(name: string): boolean {
  const field = couponField[name];
  return name.endsWith('Paisa') || (field?.kind === 'integer' && field.unit === 'paisa');
}

type Change = { from: unknown; to: unknown };

function isChange(value: unknown): value is Change {
  return typeof value === 'object' && value !== null && 'from' in value && 'to' in value;
}

/** `changed: { discount: [10, 25] }` is shown as its single changes; an id is left out where a name is there. */
function detailsOf(data: Record<string, unknown>): [string, unknown][] {
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

/** The data of an event: names with values, changes as before → after. */
export function EventDetails({ data, words }: { data: Record<string, unknown>; words: ActivityWords }) {
  const plain = usePlainValues(words);
  const details = detailsOf(data).filter(([, value]) => value !== null);
  return (
    <span className="text-13 wrap-anywhere">
      {details.map(([name, value], index) => (
        <span key={name}>
          {index > 0 && <span className="text-muted"> · </span>}
          <span className="text-muted">{words.detail(name)}</span>{' '}
          {isChange(value) ? `${plain(name, value.from)} → ${plain(name, value.to)}` : plain(name, value)}
        </span>
      ))}
    </span>
  );
}

/** Formats JSON values as the screens do: rupees, times in the organization's zone, yes and no. */
function usePlainValues(words: ActivityWords) {
  const t = useTranslations('activity');
  const locale = useLocale();
  const timeZone = useTimeZone() ?? defaultTimeZone;
  const plain = (name: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return '—';
    if (isMoney(name) && Number.isSafeInteger(value)) return formatPaisa(Number(value));
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    if (typeof value === 'string' && instant.test(value) && !Number.isNaN(Date.parse(value))) {
      return formatInstant(value, { locale, timeZone, end: name === 'expiresAt' });
    }
    // Each with its hash, which says nothing to people.
    if (name === 'auditRows' && Array.isArray(value)) return String(value.length);
    if (Array.isArray(value)) {
      const more = value.length - mostItems;
      const items = value.slice(0, mostItems).map((item) => plain(name, item));
      return more > 0 ? `${items.join(', ')}, +${more}` : items.join(', ');
    }
    if (typeof value === 'string') return words.value(name, value);
    if (typeof value !== 'object') return String(value);
    return Object.entries(value)
      .map(([key, part]) => `${words.detail(key)} ${plain(key, part)}`)
      .join(', ');
  };
  return plain;
}
