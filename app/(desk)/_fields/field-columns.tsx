import type { TableColumn } from '@/components/data-table-types';
import { Instant } from '@/components/instant';
import { Money } from '@/components/money';
import type { Field, Fields } from '@/lib/core/entities/field';
import type { FieldWords } from './use-field-words';

type FieldColumns = { fields: Fields; names: readonly string[]; words: FieldWords; hidden?: boolean };

/** Columns of declared fields, each written as its kind is. */
export function fieldColumns<Row extends object>({ fields, names, words, hidden }: FieldColumns): TableColumn<Row>[] {
  return names.flatMap((name) => {
    const field = fields[name];
    if (!field) return [];
    return [
      {
        id: name,
        header: words.header(name),
        cell: (row) => <FieldCell name={name} field={field} value={row[name as keyof Row]} words={words} />,
        ...(hidden ? { hidden } : { onCard: true }),
        ...(field.kind === 'integer' && field.unit === 'paisa' ? { numeric: true } : {}),
      },
    ];
  });
}

type FieldCellProps = { name: string; field: Field; value: unknown; words: FieldWords };

function FieldCell({ name, field, value, words }: FieldCellProps) {
  if (field.kind === 'instant' && typeof value === 'string') {
    return <Instant value={value} end={field.boundary === 'end'} />;
  }
  if (field.kind === 'integer' && field.unit === 'paisa' && typeof value === 'number') return <Money paisa={value} />;
  if (field.kind === 'text') return <span className="line-clamp-2 wrap-anywhere">{words.value(name, value)}</span>;
  return <span className="whitespace-nowrap">{words.value(name, value)}</span>;
}
