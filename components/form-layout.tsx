import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

type FormLayoutProps = {
  children: ReactNode;
  /** The result in plain words, updated while typing. Next to the form, on a phone below it. */
  summary?: ReactNode;
  /**
   * The SubmitBar: under the fields, and on a phone under the summary. It stays in view and in its place: a button that
   * moved because the field that was left says something would lose the press.
   */
  footer?: ReactNode;
};

export function FormLayout({ children, summary, footer }: FormLayoutProps) {
  const t = useTranslations('common.form');
  return (
    <div className="grid max-w-[1200px] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_320px]">
      <div className="flex min-w-0 flex-col gap-6">{children}</div>
      {summary && (
        <aside aria-label={t('summary')} className="card p-5 lg:sticky lg:top-6">
          {summary}
        </aside>
      )}
      {footer && (
        <div className="sticky bottom-0 z-10 border-t border-border bg-background py-3 lg:col-start-1">{footer}</div>
      )}
    </div>
  );
}

type FormSectionProps = { title: string; description?: ReactNode; children: ReactNode };

/** Fields that belong together, under a heading. */
export function FormSection({ title, description, children }: FormSectionProps) {
  return (
    <section className="card p-5">
      <h2 className="text-base font-semibold">{title}</h2>
      {description && <p className="mt-0.5 max-w-prose text-13 text-muted">{description}</p>}
      <div className="mt-5 flex flex-col gap-5">{children}</div>
    </section>
  );
}

/** Two or three short fields side by side; below one another on a phone. */
export function FieldRow({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-1 items-start gap-5 sm:grid-flow-col sm:auto-cols-fr sm:grid-cols-none">
      {children}
    </div>
  );
}

type FactsProps = { facts: { label: string; value: ReactNode }[] };

/** Labelled values, for summaries and detail pages. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl className="divide-y divide-separator">
      {facts.map(({ label, value }) => (
        <div key={label} className="flex items-baseline justify-between gap-6 py-2 first:pt-0 last:pb-0">
          <dt className="shrink-0 text-muted">{label}</dt>
          <dd className="min-w-0 text-end wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
