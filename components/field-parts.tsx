'use client';

import { descriptionVariants, fieldErrorVariants, labelVariants, textFieldVariants } from '@heroui/styles';
import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

const look = textFieldVariants({ fullWidth: true });

type FieldFrameProps = {
  /** Of the control. */
  id: string;
  label: ReactNode;
  optional?: boolean | undefined;
  help?: ReactNode;
  error: string | undefined;
  isDisabled?: boolean | undefined;
  className?: string | undefined;
  children: ReactNode;
};

/** A control of the browser with its label and its note, in HeroUI's looks. */
export function FieldFrame(props: FieldFrameProps) {
  const { id, label, optional = false, help, error, isDisabled = false, className = '', children } = props;
  return (
    <div
      data-slot="textfield"
      {...(error === undefined ? {} : { 'data-invalid': true })}
      {...(isDisabled ? { 'data-disabled': true } : {})}
      className={`${look} ${className}`}
    >
      <label htmlFor={id} data-slot="label" className={labelVariants()}>
        <Caption optional={optional}>{label}</Caption>
      </label>
      {children}
      <FieldNote id={noteIdOf(id)} help={help} error={error} />
    </div>
  );
}

export const noteIdOf = (id: string) => `${id}-note`;

/** The words of a label, and "optional" where the field is. */
export function Caption({ children, optional }: { children: ReactNode; optional: boolean }) {
  const t = useTranslations('common');
  return (
    <>
      {children}
      {optional && <span className="ms-1.5 font-normal text-muted">{t('optional')}</span>}
    </>
  );
}

/** What a control says of itself to anyone who cannot see its frame. */
export function ariaOf({ id, optional = false, help, error }: Omit<FieldFrameProps, 'label' | 'children'>) {
  return {
    ...(error !== undefined || help ? { 'aria-describedby': noteIdOf(id) } : {}),
    ...(error === undefined ? {} : { 'aria-invalid': true, 'data-invalid': true }),
    ...(optional ? {} : { 'aria-required': true }),
  } as const;
}

/** Help, or the error instead. */
export function FieldNote({ id, help, error }: { id: string; help?: ReactNode; error: string | undefined }) {
  if (error === undefined)
    return help ? (
      <span id={id} data-slot="description" className={descriptionVariants()}>
        {help}
      </span>
    ) : null;
  return (
    <span
      id={id}
      data-slot="field-error"
      data-visible
      className={`${fieldErrorVariants()} flex items-start gap-1 px-0 py-0`}
    >
      <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
      <span>{error}</span>
    </span>
  );
}
