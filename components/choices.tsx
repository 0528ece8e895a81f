'use client';

import { checkboxVariants, descriptionVariants, radioVariants } from '@heroui/styles';
import { type ReactNode, type Ref, useEffect, useId, useRef } from 'react';
import { FieldNote } from './field-parts';

const boxLook = checkboxVariants();
const radioLook = radioVariants();

type CheckboxProps = {
  children: ReactNode;
  isSelected: boolean;
  isIndeterminate?: boolean;
  onChange: (on: boolean) => void;
  onBlur?: () => void;
  name?: string;
  isDisabled?: boolean;
  help?: ReactNode;
  error?: string | undefined;
  className?: string;
  ref?: Ref<HTMLElement>;
};

/** A box of the browser in HeroUI's looks. Its `ref` is the element around it. */
export function Checkbox(props: CheckboxProps) {
  const { children, isSelected, isIndeterminate = false, isDisabled = false, help, error, className = '' } = props;
  const noteId = useId();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = isIndeterminate;
  }, [isIndeterminate]);
  return (
    <div
      data-slot="checkbox"
      data-selected={isSelected || undefined}
      data-indeterminate={isIndeterminate || undefined}
      data-disabled={isDisabled || undefined}
      data-invalid={error !== undefined || undefined}
      className={`${boxLook.base()} ${className}`}
    >
      <label ref={props.ref as Ref<HTMLLabelElement>} data-slot="checkbox-content" className={boxLook.content()}>
        <input
          ref={box}
          type="checkbox"
          name={props.name}
          checked={isSelected}
          disabled={isDisabled}
          onChange={(event) => props.onChange(event.target.checked)}
          onBlur={props.onBlur}
          aria-describedby={help || error !== undefined ? noteId : undefined}
          aria-invalid={error !== undefined || undefined}
          className="sr-only"
        />
        <span data-slot="checkbox-control" className={boxLook.control()}>
          <span aria-hidden data-slot="checkbox-indicator" className={boxLook.indicator()}>
            {isIndeterminate ? <Dash /> : <Tick isDrawn={isSelected} />}
          </span>
        </span>
        {children}
      </label>
      <FieldNote id={noteId} help={help} error={error} />
    </div>
  );
}

/** As HeroUI draws them. */
const Dash = () => (
  <svg
    aria-hidden
    data-slot="checkbox-default-indicator--indeterminate"
    fill="none"
    stroke="currentColor"
    strokeLinecap="round"
    strokeWidth={3}
    viewBox="0 0 24 24"
  >
    <line x1="21" x2="3" y1="12" y2="12" />
  </svg>
);

const Tick = ({ isDrawn }: { isDrawn: boolean }) => (
  <svg
    aria-hidden
    data-slot="checkbox-default-indicator--checkmark"
    fill="none"
    stroke="currentColor"
    strokeDasharray={22}
    strokeDashoffset={isDrawn ? 44 : 66}
    strokeLinecap="round"
    strokeLinejoin="round"
    strokeWidth={2}
    viewBox="0 0 17 18"
  >
    <polyline points="1 9 7 14 15 4" />
  </svg>
);

type RadioProps = {
  children: ReactNode;
  /** The same for all of a group. */
  name: string;
  value: string;
  isSelected: boolean;
  isInvalid: boolean;
  isDisabled: boolean;
  help?: ReactNode;
  onChange: () => void;
  onBlur: () => void;
};

export function Radio(props: RadioProps) {
  const { children, name, value, isSelected, isInvalid, isDisabled, help, onChange, onBlur } = props;
  const helpId = useId();
  return (
    <div
      data-slot="radio"
      data-selected={isSelected || undefined}
      data-disabled={isDisabled || undefined}
      data-invalid={isInvalid || undefined}
      className={`${radioLook.base()} mt-0`}
    >
      <label data-slot="radio-content" className={radioLook.content()}>
        <input
          type="radio"
          name={name}
          value={value}
          checked={isSelected}
          disabled={isDisabled}
          onChange={onChange}
          onBlur={onBlur}
          aria-describedby={help ? helpId : undefined}
          className="sr-only"
        />
        <span data-slot="radio-control" className={radioLook.control()}>
          <span data-slot="radio-indicator" className={radioLook.indicator()} />
        </span>
        {children}
      </label>
      {help && (
        <span id={helpId} data-slot="description" className={descriptionVariants()}>
          {help}
        </span>
      )}
    </div>
  );
}
