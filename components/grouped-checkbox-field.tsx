'use client';

import type { FieldPath, FieldValues } from 'react-hook-form';
import { type Choice, ChoiceFieldset, OneOfMany } from './choice-field';
import { Checkbox } from './choices';
import { type FieldProps, useField } from './field';

export type ChoiceGroup = { label: string; choices: Choice<string>[] };

type GroupedProps = { groups: ChoiceGroup[]; chosenLabel: (chosen: number, of: number) => string };

/** As `CheckboxGroupField`, where there are too many for one list: each group has a box for all of it, and is opened to choose. */
export function GroupedCheckboxField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  props: FieldProps<V, N, C, T> & GroupedProps,
) {
  const { error, ref, ...field } = useField(props.control, props.name);
  const { groups, chosenLabel } = props;
  const chosen = new Set<unknown>(Array.isArray(field.value) ? field.value : []);
  const all = groups.flatMap(({ choices }) => choices.map(({ value }) => value));
  const toggle = (values: string[], on: boolean) =>
    field.onChange(all.filter((candidate) => (values.includes(candidate) ? on : chosen.has(candidate))));
  return (
    <ChoiceFieldset
      field={props}
      error={error}
      onBlur={field.onBlur}
      ref={(element) => ref(element?.querySelector('input') ?? null)}
      className="gap-3"
    >
      {groups.map(({ label, choices }) => {
        const values = choices.map(({ value }) => value);
        const count = values.filter((value) => chosen.has(value)).length;
        return (
          <div key={label} className="flex flex-col gap-1.5">
            <Checkbox
              isSelected={count === values.length}
              isIndeterminate={count > 0 && count < values.length}
              onChange={(on) => toggle(values, on)}
              isDisabled={props.isDisabled ?? false}
            >
              {label}
            </Checkbox>
            <details className="ms-7">
              <summary className="w-fit cursor-pointer py-1 text-13 text-muted">
                {chosenLabel(count, values.length)}
              </summary>
              <div className="flex flex-col gap-2.5 pt-1.5 pb-2">
                {choices.map((choice) => (
                  <OneOfMany
                    key={choice.value}
                    choice={choice}
                    isSelected={chosen.has(choice.value)}
                    isDisabled={props.isDisabled ?? false}
                    onChange={(on) => toggle([choice.value], on)}
                  />
                ))}
              </div>
            </details>
          </div>
        );
      })}
    </ChoiceFieldset>
  );
}
