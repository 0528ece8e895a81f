import type { Control, FieldPath, FieldValues } from 'react-hook-form';
import { CheckboxField, RadioGroupField } from '@/components/choice-field';
import { DateTimeField } from '@/components/date-time-field';
import { MoneyField, NumberField, PercentField } from '@/components/number-field';
import { TextField } from '@/components/text-field';
import type { Field } from '@/lib/core/entities/field';
import type { FieldWords } from './use-field-words';

type FieldInputProps<V extends FieldValues, C, T> = {
  control: Control<V, C, T>;
  name: FieldPath<V>;
  field: Field;
  words: FieldWords;
  autoFocus?: boolean;
};

/** A declared field in a form, as its kind is typed or chosen. */
export function FieldInput<V extends FieldValues, C, T>(props: FieldInputProps<V, C, T>) {
  const { control, name, field, words, autoFocus = false } = props;
  const common = { control, name, label: words.label(name), help: words.help(name) };
  const optional = field.nullable ?? false;
  switch (field.kind) {
    case 'boolean':
      return <CheckboxField {...common} />;
    case 'choice':
      return <RadioGroupField {...common} choices={words.choices(name)} />;
    case 'instant':
      return <DateTimeField {...common} boundary={field.boundary} optional={optional} />;
    case 'integer':
      return field.unit === 'paisa' ? (
        <MoneyField {...common} optional={optional} />
      ) : (
        <NumberField {...common} optional={optional && !field.onlyWith} />
      );
    case 'percent':
      return <PercentField {...common} />;
    case 'ids':
      // Which rows there are to choose from is the form's own.
      return null;
    case 'name':
      return <TextField {...common} autoComplete="off" autoFocus={autoFocus} />;
    case 'text':
      return (
        <TextField
          {...common}
          autoComplete="off"
          optional={optional}
          emptyAsNull={optional}
          {...(field.max === undefined ? {} : { maxLength: field.max })}
        />
      );
  }
}
