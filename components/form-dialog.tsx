'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { type FieldValues, type UseFormReturn, useFormContext } from 'react-hook-form';
import { Button } from './button';
import { Dialog } from './dialog';
import { type Answer, answerTo, Form } from './form';

type DialogFormProps<V extends FieldValues, C, T extends FieldValues, R> = {
  form: UseFormReturn<V, C, T>;
  /** Its answer is shown as `answerTo` says. */
  onSubmit: (values: T) => Promise<Answer<R> | null | undefined>;
  onDone?: (value: R, values: T) => void;
  /** What to do when no answer arrives. */
  lost?: string;
  /** The action and its object: "Create user". */
  submitLabel: string;
  look?: 'primary' | 'danger';
  isPending?: boolean;
  isHeld?: boolean;
  isDisabled?: boolean;
  onCancel: () => void;
  children: ReactNode;
};

/** The form of a dialog, right in it. Its buttons stay in view: on a low screen the fields above them scroll. */
export function DialogForm<V extends FieldValues, C, T extends FieldValues, R>({
  form,
  onSubmit,
  onDone,
  lost,
  children,
  ...bar
}: DialogFormProps<V, C, T, R>) {
  const t = useTranslations('common.form');
  const submit = async (values: T) => {
    const answer = await answerTo(form, onSubmit(values), lost ?? t('lost'));
    if (answer) onDone?.(answer.value, values);
  };
  return (
    // The page behind cannot be left by a link while the dialog is open.
    <Form form={form} guard={false} onSubmit={submit} className="flex min-h-0 flex-col pt-2">
      <div className="-m-1 flex min-h-0 flex-col gap-5 overflow-y-auto overscroll-contain p-1 [@media(max-height:30rem)]:shrink-0">
        {children}
      </div>
      <Bar {...bar} />
    </Form>
  );
}

type BarProps = Pick<
  DialogFormProps<FieldValues, unknown, FieldValues, unknown>,
  'submitLabel' | 'look' | 'isPending' | 'isHeld' | 'isDisabled' | 'onCancel'
>;

function Bar({
  submitLabel,
  look = 'primary',
  isPending: pending = false,
  isHeld = false,
  isDisabled = false,
  onCancel,
}: BarProps) {
  const t = useTranslations('common');
  const { isSubmitting } = useFormContext().formState;
  const isPending = pending || isSubmitting;
  return (
    <div className="flex shrink-0 flex-wrap justify-end gap-2 pt-5 max-sm:flex-col-reverse max-sm:*:w-full">
      <Button onPress={onCancel} isDisabled={isPending}>
        {t('cancel')}
      </Button>
      <Button type="submit" look={look} isPending={isPending} isHeld={isHeld} isDisabled={isDisabled}>
        {submitLabel}
      </Button>
    </div>
  );
}

type FormDialogProps<V extends FieldValues, C, T extends FieldValues, R> = Omit<
  DialogFormProps<V, C, T, R>,
  'onCancel'
> & { title: string; onClose: () => void };

/** A dialog that is there while it is rendered, and is one form. It closes once the form is done. */
export function FormDialog<V extends FieldValues, C, T extends FieldValues, R>({
  title,
  onClose,
  onDone,
  ...form
}: FormDialogProps<V, C, T, R>) {
  return (
    <Dialog title={title} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogForm
        {...form}
        onCancel={onClose}
        onDone={(value, values) => {
          onDone?.(value, values);
          onClose();
        }}
      />
    </Dialog>
  );
}
