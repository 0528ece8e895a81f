import { ChevronRight, KeyRound, Link2, LockOpen } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Answer, Operation } from '@/lib/api/reference/read-reference';
import { CodeBlock } from './code-block';
import { FieldList } from './field-list';
import { MethodBadge } from './method-badge';
import { Inline, Paragraphs } from './paragraphs';
import { Samples } from './samples';
import { TryIt } from './try-it';

/** `origin` is where the samples send their calls. */
export function OperationSection({ operation, origin }: { operation: Operation; origin: string }) {
  const t = useTranslations('docs');
  const { summary, parameters, body, answers, call } = operation;
  const usual = answers.find(({ status }) => status === '201') ?? answers[0];
  return (
    <section
      id={operation.id}
      aria-labelledby={`${operation.id}-title`}
      className="card flex flex-col gap-4 p-4 sm:p-5"
    >
      <header className="flex flex-col gap-2">
        <div className="flex items-center gap-2">
          <h2 id={`${operation.id}-title`} className="text-base font-semibold">
            {summary}
          </h2>
          <a
            href={`#${operation.id}`}
            aria-label={t('link', { name: summary })}
            className="touch-44 rounded-sm p-1 text-muted hover:text-foreground"
          >
            <Link2 aria-hidden className="size-4" />
          </a>
          {call && (
            <span className="ms-auto inline-flex items-center gap-1 text-13 text-muted">
              {operation.needsKey ? (
                <KeyRound aria-hidden className="size-3.5 shrink-0" />
              ) : (
                <LockOpen aria-hidden className="size-3.5 shrink-0" />
              )}
              {operation.needsKey ? t('needsKey') : t('open')}
            </span>
          )}
        </div>
        <p className="flex items-start gap-2">
          <MethodBadge method={operation.method} />
          <code className="min-w-0 leading-6 wrap-anywhere">{operation.path}</code>
        </p>
        <Paragraphs text={operation.description} />
      </header>
      {parameters.length > 0 && (
        <Part title={t('parameters')}>
          <FieldList fields={parameters} label={t('parameters')} />
        </Part>
      )}
      {body && body.fields.length > 0 && (
        <Part title={t('body')} note={body.contentType}>
          <FieldList fields={body.fields} label={t('body')} />
        </Part>
      )}
      {call === null ? (
        <Part title={t('sent')}>
          <CodeBlock
            text={body?.example ?? ''}
            label={t('exampleOf', { name: summary })}
            copyLabel={t('copyExample')}
          />
        </Part>
      ) : (
        <Part title={t('tryIt')} note={operation.needsKey ? t('keyNote') : undefined}>
          <Samples call={call} origin={origin} name={summary} />
          {operation.needsKey && <TryIt call={call} name={summary} />}
        </Part>
      )}
      <Part title={t('answers')}>
        <ul className="divide-y divide-separator border-y border-separator">
          {answers.map((answer) => (
            <li key={answer.status}>
              <AnswerDetails of={summary} answer={answer} isOpen={answer === usual} />
            </li>
          ))}
        </ul>
      </Part>
    </section>
  );
}

function Part({ title, note, children }: { title: string; note?: string | undefined; children: React.ReactNode }) {
  return (
    <div className="flex flex-col gap-2">
      <h3 className="flex flex-wrap items-baseline gap-x-2 text-13 font-semibold">
        {title}
        {note && <span className="font-normal text-muted">{note}</span>}
      </h3>
      {children}
    </div>
  );
}

function AnswerDetails({ of, answer, isOpen }: { of: string; answer: Answer; isOpen: boolean }) {
  const t = useTranslations('docs');
  const good = answer.status.startsWith('2');
  return (
    <details open={isOpen} className="group">
      <summary className="flex list-none items-start gap-2 py-2 hover:bg-surface-hover">
        <ChevronRight aria-hidden className="mt-0.5 size-4 shrink-0 text-muted group-open:rotate-90" />
        <span className={`figures font-mono font-semibold ${good ? 'text-success' : 'text-foreground'}`}>
          {answer.status}
        </span>
        <span className="min-w-0">
          <Inline text={answer.description} />
        </span>
      </summary>
      <div className="flex flex-col gap-3 pb-4 sm:ps-6">
        <p className="text-13 text-muted">{answer.contentType ?? t('noContent')}</p>
        {answer.example !== null && (
          <CodeBlock
            text={answer.example}
            label={t('exampleOf', { name: `${of}, ${answer.status}` })}
            copyLabel={t('copyExample')}
          />
        )}
        {answer.fieldsOf !== null && (
          <p className="text-13 text-muted">{t('sameFields', { status: answer.fieldsOf })}</p>
        )}
        {answer.fields.length > 0 && (
          <details className="group/fields">
            <summary className="text-link inline-block text-13">{t('fields')}</summary>
            <div className="mt-2">
              <FieldList fields={answer.fields} label={t('fields')} />
            </div>
          </details>
        )}
      </div>
    </details>
  );
}
