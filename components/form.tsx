'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useEffectEvent } from 'react';
import {
  type DefaultValues,
  type FieldValues,
  FormProvider,
  type Path,
  type UseFormReturn,
  useForm,
  useFormContext,
} from 'react-hook-form';
import type { z } from 'zod';
import { within } from '@/lib/core/within';
import { Button, LinkButton } from './button';
import { FormAlert } from './form-alert';
import { OfflineError } from './offline-error';
import { UnsavedGuard } from './unsaved-guard';

/** Longer than this nobody waits for what checks a form: a press is sent as it is. */
const checkedWithinMs = 3_000;

type FormSchema = z.ZodType<FieldValues, FieldValues>;

export type SchemaForm<S extends FormSchema> = UseFormReturn<z.input<S>, unknown, z.output<S>>;

/**
 * A form over the schema that its action parses, or that is loaded: zod is a fifth of what a page has to load before it works. A
 * field is checked from its first blur on, then while typing; where what checks it cannot be loaded in time, the action alone does.
 */
export function useSchemaForm<S extends FormSchema>(
  schema: S | (() => Promise<S>),
  defaultValues: DefaultValues<z.input<S>>,
): SchemaForm<S> {
  const load = async () => {
    const [{ zodResolver }, loaded] = await Promise.all([
      import('@hookform/resolvers/zod'),
      typeof schema === 'function' ? schema() : schema,
      // What a schema has no words for is said in ours, as on the server.
      import('@/lib/core/wording'),
    ]);
    return zodResolver(loaded as S);
  };
  const loadEarly = useEffectEvent(() => load().catch(() => {}));
  useEffect(() => void loadEarly(), []);
  return useForm<z.input<S>, unknown, z.output<S>>({
    resolver: async (values, context, options) => {
      const check = await within(checkedWithinMs, load()).catch(() => null);
      return check ? check(values, context, options) : { values: values as unknown as z.output<S>, errors: {} };
    },
    defaultValues,
    mode: 'onTouched',
    shouldFocusError: true,
  });
}

export type ServerRefusal = { message: string; fields: Record<string, string[]>; requestId?: string };

/**
 * Puts a refused action's field errors on their fields and moves to the first one. What belongs to no field of the
 * form is shown above it.
 */
export function showServerErrors<V extends FieldValues, C, T>(
  form: UseFormReturn<V, C, T>,
  refusal: ServerRefusal,
): void {
  const known = new Set<string>(form.control._names.mount);
  const errors = Object.entries(refusal.fields).map(([name, messages]) => ({ name, message: messages.join(' ') }));
  const ours = errors.filter(({ name }) => known.has(name));
  for (const [index, { name, message }] of ours.entries()) {
    form.setError(name as Path<V>, { type: 'server', message }, { shouldFocus: index === 0 });
  }
  const others = errors.filter(({ name }) => !known.has(name)).map(({ message }) => message);
  if (ours.length === 0 || others.length > 0) {
    form.setError('root.server', { type: 'server', message: others.length > 0 ? others.join(' ') : refusal.message });
  }
}

export type Answer<R> = { ok: true; value: R } | ({ ok: false } & ServerRefusal);

/**
 * What the server made of a form, unless it refused: the form then says so. A rejection and null are an answer that did not
 * arrive, and `lost` says what to do; undefined is none, such as when a step of the form is done.
 */
export async function answerTo<V extends FieldValues, C, T, R>(
  form: UseFormReturn<V, C, T>,
  asked: Promise<Answer<R> | null | undefined>,
  lost: string,
): Promise<{ value: R } | undefined> {
  const answer = await asked.catch((error: unknown) =>
    error instanceof OfflineError ? { ok: false as const, message: error.message, fields: {} } : null,
  );
  if (answer?.ok) return answer;
  if (answer === null) form.setError('root.server', { message: lost });
  else if (answer) showServerErrors(form, answer);
  return undefined;
}

type FormProps<V extends FieldValues, C, T extends FieldValues> = {
  form: UseFormReturn<V, C, T>;
  /** Its promise keeps the button pending. */
  onSubmit: (values: T) => Promise<unknown> | unknown;
  children: ReactNode;
  /** Asks once before the page is left with changes. */
  guard?: boolean;
  className?: string;
};

export function Form<V extends FieldValues, C, T extends FieldValues>(props: FormProps<V, C, T>) {
  const { form, onSubmit, children, guard = true, className = '' } = props;
  const { isDirty, isSubmitting, isSubmitSuccessful, errors } = form.formState;
  return (
    <FormProvider {...form}>
      {/* Sent by script. A form that the browser sends by itself must not put its fields in an address. */}
      <form noValidate method="post" onSubmit={form.handleSubmit((values) => onSubmit(values))} className={className}>
        <FormAlert message={errors.root?.server?.message} />
        {children}
      </form>
      {guard && <UnsavedGuard isActive={isDirty && !isSubmitting && !isSubmitSuccessful} />}
    </FormProvider>
  );
}

type SubmitBarProps = {
  /** The action and its object: "Create coupon". */
  label: string;
  icon?: ReactNode;
  isPending?: boolean;
  isHeld?: boolean;
  isDisabled?: boolean;
  cancelHref?: string;
  /** Next to the button, such as a SlowNotice. */
  children?: ReactNode;
};

export function SubmitBar({
  label,
  icon,
  isPending = false,
  isHeld = false,
  isDisabled = false,
  cancelHref,
  children,
}: SubmitBarProps) {
  const t = useTranslations('common');
  const { formState } = useFormContext();
  return (
    <div>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          look="primary"
          icon={icon}
          isPending={isPending || formState.isSubmitting}
          isHeld={isHeld}
          isDisabled={isDisabled}
          className="max-sm:grow"
        >
          {label}
        </Button>
        {cancelHref && (
          <LinkButton look="quiet" href={cancelHref}>
            {t('cancel')}
          </LinkButton>
        )}
      </div>
      {children}
    </div>
  );
}
