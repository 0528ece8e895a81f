'use client';

import { inputVariants, textAreaVariants } from '@heroui/styles';
import { useTranslations } from 'next-intl';
import { type ReactNode, useId, useState, useSyncExternalStore } from 'react';
import { Button } from '@/components/button';
import { ariaOf, FieldFrame } from '@/components/field-parts';
import type { SampleCall } from '@/lib/api/reference/samples/request';
import { CodeBlock } from './code-block';
import { askedOf, firstGiven, type Given, isTestKey, nameOf, requestOf, send, type TriedAnswer } from './tried-call';

/** In the memory of this page, for every console on it, and nowhere else: a reload forgets it. */
let testKey = '';
const readers = new Set<() => void>();
const store = {
  subscribe(reader: () => void) {
    readers.add(reader);
    return () => readers.delete(reader);
  },
  set(key: string) {
    testKey = key;
    for (const reader of readers) reader();
  },
};

type Outcome = { kind: 'sending' } | { kind: 'answer'; answer: TriedAnswer } | { kind: 'failed' };
type Wrong = 'noKey' | 'liveKey' | 'notJson';

/** Sends a call to test mode with the key that is typed, and shows what it is answered. */
export function TryConsole({ call, name, onClose }: { call: SampleCall; name: string; onClose: () => void }) {
  const t = useTranslations('docs.console');
  const key = useSyncExternalStore(
    store.subscribe,
    () => testKey,
    () => '',
  );
  const [given, setGiven] = useState<Given>(() => firstGiven(call));
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const isSending = outcome?.kind === 'sending';

  async function submit() {
    if (isSending) return;
    if (!isTestKey(key)) return setWrong(key === '' ? 'noKey' : 'liveKey');
    let request: ReturnType<typeof requestOf>;
    try {
      request = requestOf(call, given, key);
    } catch {
      return setWrong('notJson');
    }
    setWrong(null);
    setOutcome({ kind: 'sending' });
    setOutcome(
      await send(request).then(
        (answer) => ({ kind: 'answer', answer }) as const,
        () => ({ kind: 'failed' }) as const,
      ),
    );
  }

  return (
    <form
      aria-label={t('title', { name })}
      className="flex flex-col gap-3 rounded-lg border border-border p-3 sm:p-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Line
        label={t('key')}
        help={t('keyHelp')}
        error={wrong === 'noKey' || wrong === 'liveKey' ? t(wrong) : undefined}
        value={key}
        onChange={(typed) => store.set(typed.trim())}
        isSecret
        autoFocus
      />
      {askedOf(call).map((parameter) => (
        <Line
          key={nameOf(parameter)}
          label={
            <>
              <code>{parameter.name}</code>{' '}
              <span className="font-normal text-muted">{t('in', { place: parameter.in })}</span>
            </>
          }
          isOptional={!parameter.required}
          value={given.values[nameOf(parameter)] ?? ''}
          onChange={(value) => setGiven({ ...given, values: { ...given.values, [nameOf(parameter)]: value } })}
        />
      ))}
      {call.body && (
        <Body
          label={t('body')}
          error={wrong === 'notJson' ? t('notJson') : undefined}
          value={given.body}
          onChange={(body) => setGiven({ ...given, body })}
        />
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" size="sm" isPending={isSending}>
          {t('send')}
        </Button>
        <Button size="sm" onPress={onClose}>
          {t('close')}
        </Button>
      </div>
      <div role="status" className="flex flex-col gap-2">
        {isSending && <p className="text-13 text-muted">{t('sending')}</p>}
        {outcome?.kind === 'failed' && <p className="text-danger">{t('failed')}</p>}
        {outcome?.kind === 'answer' && <Answer answer={outcome.answer} name={name} />}
      </div>
    </form>
  );
}

function Answer({ answer: { status, ms, headers, text }, name }: { answer: TriedAnswer; name: string }) {
  const t = useTranslations('docs.console');
  return (
    <>
      <p className="font-semibold">
        <span className={`figures font-mono ${status < 400 ? 'text-success' : 'text-danger'}`}>{status}</span>{' '}
        <span className="text-13 font-normal text-muted">{t('after', { ms })}</span>
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 font-mono text-xs leading-5">
        {headers.map(([header, value]) => (
          <div key={header} className="contents">
            <dt className="text-muted">{header}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
      {text === '' ? (
        <p className="text-13 text-muted">{t('empty')}</p>
      ) : (
        <CodeBlock text={text} label={t('answerOf', { name })} copyLabel={t('copyAnswer')} />
      )}
    </>
  );
}

type LineProps = {
  label: ReactNode;
  help?: string;
  error?: string | undefined;
  value: string;
  isOptional?: boolean;
  isSecret?: boolean;
  autoFocus?: boolean;
  onChange: (value: string) => void;
};

function Line({ label, help, error, value, isOptional = false, isSecret = false, autoFocus, onChange }: LineProps) {
  const id = useId();
  const frame = { id, label, help, error, optional: isOptional };
  return (
    <FieldFrame {...frame}>
      <input
        id={id}
        type={isSecret ? 'password' : 'text'}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoComplete={isSecret ? 'one-time-code' : 'off'}
        spellCheck={false}
        autoCapitalize="none"
        // biome-ignore lint/a11y/noAutofocus: the console was opened to type into it
        autoFocus={autoFocus}
        {...ariaOf(frame)}
        data-slot="input"
        className={`${inputVariants()} h-11 font-mono md:h-9`}
      />
    </FieldFrame>
  );
}

function Body({ label, error, value, onChange }: Pick<LineProps, 'label' | 'error' | 'value' | 'onChange'>) {
  const id = useId();
  const frame = { id, label, error };
  return (
    <FieldFrame {...frame}>
      <textarea
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        rows={Math.min(16, value.split('\n').length + 1)}
        spellCheck={false}
        autoCapitalize="none"
        {...ariaOf(frame)}
        data-slot="textarea"
        className={`${textAreaVariants()} font-mono text-xs leading-5`}
      />
    </FieldFrame>
  );
}
