'use client';

import { useRouter } from 'next/navigation';
import type { Action } from '@/app/session/action';
import { refusalText } from '@/app/session/refusal-text';
import { useAction } from '@/app/session/use-action';
import { SelectBox } from '@/components/select-box';
import { toastError } from '@/components/toasts';

type OwnChoiceProps<Input> = {
  texts: { title: string; help: string; failed: string };
  options: { value: string; label: string }[];
  /** The words of `null`, where that can be chosen. */
  none?: string;
  value: string | null;
  save: Action<Input, unknown>;
  /** What is saved for what was chosen; nothing is for `null`. */
  inputOf: (chosen: string | null) => Input | null;
};

/** A setting of one's own account with one answer, which is kept at once. */
export function OwnChoice<Input>({ texts, options, none, value, save, inputOf }: OwnChoiceProps<Input>) {
  const router = useRouter();
  const { mutate, isPending } = useAction(save, {
    onSuccess: (result) => (result.ok ? router.refresh() : toastError(refusalText(result))),
    onError: () => toastError(texts.failed),
  });
  return (
    <section aria-label={texts.title} className="card p-5">
      <SelectBox
        label={texts.title}
        help={texts.help}
        options={options}
        {...(none === undefined ? {} : { none })}
        value={value}
        onChange={(chosen) => {
          const input = inputOf(chosen === null ? null : String(chosen));
          if (input !== null) mutate(input);
        }}
        isDisabled={isPending}
        className="max-w-xs"
      />
    </section>
  );
}
