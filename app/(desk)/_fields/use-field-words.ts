import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { Choice } from '@/components/choice-field';
import type { DirectoryKind } from '@/lib/core/entities/directory';
import type { Field, Fields } from '@/lib/core/entities/field';
import { formatPaisa } from '@/lib/core/money';
import { formatInstant } from '@/lib/core/time';

/** Where an entity's messages are: its fields are under `form`, their values under `value`, `choice` and `none`. */
export type FieldMessages = 'coupons' | `directory.${DirectoryKind}`;

type Lookup = { (key: string): string; has: (key: string) => boolean };

export type FieldWords = {
  /** What a field is called; a name that is not declared is its own word. */
  label: (name: string) => string;
  help: (name: string) => string | undefined;
  /** What a table calls it, and its menu among the filters. */
  header: (name: string) => string;
  filter: (name: string) => string;
  /** What a form offers. */
  choices: (name: string) => Choice<string>[];
  /** A value of it, also as it is in the audit log; of a field that is not declared as it is. */
  value: (name: string, value: unknown) => string;
};

/** The words for declared fields: an entity's own from its messages, those that all share from `common`. */
export function useFieldWords(fields: Fields, messages: FieldMessages): FieldWords {
  const t = useTranslations(messages) as unknown as Lookup;
  const shared = useTranslations('common.value');
  const locale = useLocale();
  const timeZone = useTimeZone();
  return useMemo(() => {
    const first = (...keys: string[]) => keys.find((key) => t.has(key));
    const said = (name: string, ...keys: string[]) => {
      const key = first(...keys);
      return key === undefined ? name : t(key);
    };
    const optional = (key: string) => (t.has(key) ? t(key) : undefined);
    const instant = (value: unknown, end: boolean) =>
      formatInstant(String(value), { locale, end, zone: true, ...(timeZone ? { timeZone } : {}) });

    const write = (name: string, field: Field, value: unknown): string => {
      if (value === null || value === undefined || value === '') return optional(`none.${name}`) ?? shared('none');
      if (field.kind === 'boolean') return shared(value === true ? 'yes' : 'no');
      if (field.kind === 'choice') return said(String(value), `value.${name}.${value}`);
      if (field.kind === 'instant') return instant(value, field.boundary === 'end');
      if (field.kind === 'percent') return `${value}%`;
      if (field.kind !== 'integer') return String(value);
      if (field.unit === 'paisa') return formatPaisa(Number(value));
      if (field.unit === 'days') return shared('days', { count: Number(value) });
      return String(value);
    };
    const choices = (name: string): Choice<string>[] => {
      const field = fields[name];
      if (field?.kind !== 'choice') return [];
      return field.values.map((value) => {
        const help = optional(`choice.${name}.${value}Help`);
        const label = said(value, `choice.${name}.${value}`, `value.${name}.${value}`);
        return { value, label, ...(help === undefined ? {} : { help }) };
      });
    };
    return {
      label: (name) => said(name, `form.${name}`),
      help: (name) => optional(`form.${name}Help`),
      header: (name) => said(name, `column.${name}`, `form.${name}`),
      filter: (name) => said(name, `filter.${name}`, `form.${name}`),
      choices,
      value: (name, value) => {
        const field = fields[name];
        return field ? write(name, field, value) : String(value);
      },
    };
  }, [fields, t, shared, locale, timeZone]);
}
