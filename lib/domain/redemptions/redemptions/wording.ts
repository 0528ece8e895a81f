import { formatPaisa } from '@/lib/core/money';
import { formatInstant } from '@/lib/core/time';
import type { Facts } from './check.sql';

export type Value = string | number | boolean | null | string[];

/** What a rule says: `code` is the one of a failure. */
export type Wording = {
  expected: Value;
  actual: Value;
  /** One plain sentence for a person. */
  message: string;
  code: string;
};

/** What the wording of one rule is made from; `passed` is the database's answer. */
export type Given = { facts: Facts; now: Date; passed: boolean; owner: number | null };
export type Word = (given: Given) => Wording;

export function date(value: Date | string | null): Date | null {
  return value === null ? null : new Date(value);
}

/** When a sold code ends, whichever rule refuses it; null of one without an end. */
export const codeEndOf = ({ code_end }: Pick<Facts, 'code_end'>): string | null =>
  date(code_end)?.toISOString() ?? null;

const written = new Map<string, string>();

/** Formatting an instant takes longer than all the rules, and a coupon's dates are written with each check of it. */
export function say({ time_zone: timeZone }: Facts, at: Date, end = false): string {
  const key = `${at.getTime()} ${end} ${timeZone}`;
  const known = written.get(key);
  if (known) return known;
  const text = formatInstant(at, { zone: true, end, ...(timeZone ? { timeZone } : {}) });
  if (written.size >= 1000) written.clear();
  written.set(key, text);
  return text;
}

/** A bigint of the database's as money. */
export const money = (paisa: string | number | null): string => formatPaisa(Number(paisa ?? 0));

/** Up to ten names of `count`. */
export function list(names: string[], count: number, last = 'or'): string {
  const more = count - names.length;
  if (more > 0) return `${names.join(', ')} ${last} ${more} more`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`;
}

/** Of another integrator's redemption only the desk is shown whose it is. */
export const isShown = ({ integrator_id }: { integrator_id: number | string | null }, owner: number | null): boolean =>
  owner === null || Number(integrator_id) === owner;
