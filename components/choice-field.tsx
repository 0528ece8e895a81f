'use client';

import { Checkbox } from '@heroui/react/checkbox';
import { Description } from '@heroui/react/description';
import { Radio } from '@heroui/react/radio';
import { RadioGroup } from '@heroui/react/radio-group';
import type { ReactNode, Ref } from 'react';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { FieldLabel, FieldNote, type FieldProps, useField } from './field';
import { useHeldDuringPress } from './use-held-during-press';
import { useChoiceBeforeHydration } from './use-hydrated';

export type Choice<Value extends string> = { value: Value; label: string; help?: string; isDisabled?: boolean };

/** A boolean that is sent with the form. */
export function CheckboxField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  props: Omit<FieldProps<V, N, C, T>, 'optional'>,
) {
  const { error, ref, ...field } = useField(props.control, props.name);
  const isSelected = field.value === true;
  const holder = useChoiceBeforeHydration<HTMLElement>((checked) => {
    const isChecked = checked !== undefined;
    if (isChecked !== isSelected) field.onChange(isChecked);
  });
  return (
    <Checkbox
      name={field.name}
      isSelected={isSelected}
      onChange={field.onChange}
      onBlur={field.onBlur}
      isInvalid={error !== undefined}
      isDisabled={props.isDisabled ?? false}
      validationBehavior="aria"
      className={props.className ?? ''}
    >
      <Checkbox.Content
        ref={(element) => {
          holder.current = element;
          ref(element?.querySelector('input') ?? null);
        }}
      >
        <Checkbox.Control>
          <Checkbox.Indicator />
        </Checkbox.Control>
        {props.label}
      </Checkbox.Content>
      <FieldNote help={props.help} error={error} />
    </Checkbox>
  );
}

type RadioProps = { choices: Choice<string>[]; orientation?: 'vertical' | 'horizontal' };

export function RadioGroupField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  props: FieldProps<V, N, C, T> & RadioProps,
) {
  const { orientation = 'vertical', optional = false } = props;
  const choices = useHeldDuringPress(props.choices);
  const { error, ref, ...field } = useField(props.control, props.name);
  const group = useChoiceBeforeHydration<HTMLDivElement>((checked) => {
    if (checked !== undefined && checked !== field.value) field.onChange(checked);
  });
  return (
    <RadioGroup
      name={field.name}
      value={typeof field.value === 'string' ? field.value : null}
      onChange={field.onChange}
      onBlur={field.onBlur}
      isInvalid={error !== undefined}
      isRequired={!optional}
      isDisabled={props.isDisabled ?? false}
      validationBehavior="aria"
      orientation={orientation}
      className={props.className ?? ''}
      ref={(element: HTMLDivElement | null) => {
        group.current = element;
        ref(element?.querySelector('input') ?? null);
      }}
    >
      <FieldLabel optional={optional}>{props.label}</FieldLabel>
      <div className={`mt-1 flex gap-x-6 gap-y-2.5 ${orientation === 'vertical' ? 'flex-col' : 'flex-wrap'}`}>
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} isDisabled={choice.isDisabled ?? false} className="mt-0">
            <Radio.Content>
              <Radio.Control>
                <Radio.Indicator />
              </Radio.Control>
              {choice.label}
            </Radio.Content>
            {choice.help && <Description>{choice.help}</Description>}
          </Radio>
        ))}
      </div>
      <FieldNote help={props.help} error={error} />
    </RadioGroup>
  );
}

type OneOfManyProps = {
  choice: Choice<string>;
  isSelected: boolean;
  isDisabled: boolean;
  onChange: (on: boolean) => void;
};

/** A box of a list, with what it means. */
export function OneOfMany({ choice, isSelected, isDisabled, onChange }: OneOfManyProps) {
  return (
    <Checkbox isSelected={isSelected} onChange={onChange} isDisabled={isDisabled || (choice.isDisabled ?? false)}>
      <Checkbox.Content>
        <Checkbox.Control>
          <Checkbox.Indicator />
        </Checkbox.Control>
        {choice.label}
      </Checkbox.Content>
      {choice.help && <Description>{choice.help}</Description>}
    </Checkbox>
  );
}

/** Any number of choices, stored as a list of their values in the order of `choices`. */
export function CheckboxGroupField<V extends FieldValues, N extends FieldPath<V>, C, T>(
  props: FieldProps<V, N, C, T> & { choices: Choice<string>[] },
) {
  const { error, ref, ...field } = useField(props.control, props.name);
  const choices = useHeldDuringPress(props.choices);
  const chosen: unknown[] = Array.isArray(field.value) ? field.value : [];
  const toggle = (value: string, on: boolean) => {
    const values = choices.map((choice) => choice.value);
    field.onChange(values.filter((candidate) => (candidate === value ? on : chosen.includes(candidate))));
  };
  return (
    <ChoiceFieldset
      field={props}
      error={error}
      onBlur={field.onBlur}
      ref={(element) => ref(element?.querySelector('input') ?? null)}
      className="gap-2.5"
    >
      {choices.map((choice) => (
        <OneOfMany
          key={choice.value}
          choice={choice}
          isSelected={chosen.includes(choice.value)}
          isDisabled={props.isDisabled ?? false}
          onChange={(on) => toggle(choice.value, on)}
        />
      ))}
    </ChoiceFieldset>
  );
}

type ChoiceFieldsetProps = {
  field: { name: string; label: string; help?: ReactNode; isDisabled?: boolean; className?: string };
  error: string | undefined;
  onBlur: () => void;
  ref: Ref<HTMLFieldSetElement>;
  className: string;
  children: ReactNode;
};

/** A group of boxes under one label, with its help or what is wrong below. */
export function ChoiceFieldset({ field, error, onBlur, ref, className, children }: ChoiceFieldsetProps) {
  const noteId = `${field.name}-note`;
  const note = error ?? field.help;
  return (
    <fieldset
      {...(note ? { 'aria-describedby': noteId } : {})}
      ref={ref}
      onBlur={onBlur}
      disabled={field.isDisabled ?? false}
      className={`flex flex-col ${className} ${field.className ?? ''}`}
    >
      <legend className="mb-2 font-medium">{field.label}</legend>
      {children}
      {note && (
        <div id={noteId} className={`text-xs ${error ? 'text-danger' : 'text-muted'}`}>
          {note}
        </div>
      )}
    </fieldset>
  );
}
