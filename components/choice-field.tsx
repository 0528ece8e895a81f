'use client';

import { labelVariants, radioGroupVariants } from '@heroui/styles';
import { type ReactNode, type Ref, useId } from 'react';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { Checkbox, Radio } from './choices';
import { type FieldProps, useField } from './field';
import { ariaOf, Caption, FieldNote, noteIdOf } from './field-parts';
import { useHeldDuringPress } from './use-held-during-press';
import { useChoiceBeforeHydration } from './use-hydrated';

const groupLook = radioGroupVariants();

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
      isDisabled={props.isDisabled ?? false}
      help={props.help}
      error={error}
      className={props.className ?? ''}
      ref={(element) => {
        holder.current = element;
        ref(element?.querySelector('input') ?? null);
      }}
    >
      {props.label}
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
  const id = useId();
  const frame = { id, optional, help: props.help, error };
  return (
    <div
      role="radiogroup"
      aria-labelledby={id}
      {...ariaOf(frame)}
      data-slot="radio-group"
      data-orientation={orientation}
      className={`${groupLook} ${props.className ?? ''}`}
      ref={(element) => {
        group.current = element;
        ref(element?.querySelector('input') ?? null);
      }}
    >
      <span id={id} data-slot="label" className={labelVariants()}>
        <Caption optional={optional}>{props.label}</Caption>
      </span>
      <div className={`mt-1 flex gap-x-6 gap-y-2.5 ${orientation === 'vertical' ? 'flex-col' : 'flex-wrap'}`}>
        {choices.map((choice) => (
          <Radio
            key={choice.value}
            name={field.name}
            value={choice.value}
            isSelected={field.value === choice.value}
            isInvalid={error !== undefined}
            isDisabled={(props.isDisabled ?? false) || (choice.isDisabled ?? false)}
            help={choice.help}
            onChange={() => field.onChange(choice.value)}
            onBlur={field.onBlur}
          >
            {choice.label}
          </Radio>
        ))}
      </div>
      <FieldNote id={noteIdOf(id)} help={props.help} error={error} />
    </div>
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
    <Checkbox
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled || (choice.isDisabled ?? false)}
      help={choice.help}
    >
      {choice.label}
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
