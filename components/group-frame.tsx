'use client';

import { labelVariants, textFieldVariants } from '@heroui/styles';
import type { ReactNode } from 'react';
import { Caption, FieldNote, noteIdOf } from './field-parts';

type GroupFrameProps = {
  id: string;
  label: string;
  optional?: boolean | undefined;
  help?: ReactNode;
  error: string | undefined;
  /** Once none of the controls has the focus any more. */
  onBlur: () => void;
  className?: string | undefined;
  children: ReactNode;
};

/** Several controls that are one field, under one label and above one note; a press on the label goes to the first. */
export function GroupFrame(props: GroupFrameProps) {
  const { id, label, optional = false, help, error, onBlur, className = '', children } = props;
  const labelId = `${id}-label`;
  return (
    <fieldset
      aria-labelledby={labelId}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) onBlur();
      }}
      data-slot="textfield"
      {...(error === undefined ? {} : { 'data-invalid': true })}
      className={`${textFieldVariants({ fullWidth: true })} min-w-0 ${className}`}
    >
      <label id={labelId} htmlFor={id} data-slot="label" className={labelVariants()}>
        <Caption optional={optional}>{label}</Caption>
      </label>
      <div className="flex flex-wrap items-center gap-2">{children}</div>
      <FieldNote id={noteIdOf(id)} help={help} error={error} />
    </fieldset>
  );
}
