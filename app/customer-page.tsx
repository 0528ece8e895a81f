import type { ReactNode } from 'react';
import { type CustomerLanguage, customerLanguages } from '@/lib/core/entities/customer-language';
import { CustomerDates } from './customer-dates';

type CustomerPageProps = { language: CustomerLanguage; title: string; children: ReactNode };

/** A page for everybody who was given its link, in the languages of customers. */
export function CustomerPage({ language, title, children }: CustomerPageProps) {
  return (
    <main lang={language} className="mx-auto flex min-h-dvh w-full max-w-lg flex-col px-4 py-10">
      <nav aria-label={Object.values(customerLanguages).join(', ')} className="mb-6 flex gap-4 text-13">
        {Object.entries(customerLanguages).map(([name, label]) => (
          <a
            key={name}
            href={`?lang=${name}`}
            lang={name}
            aria-current={name === language ? 'true' : undefined}
            className="text-muted underline-offset-4 hover:underline aria-[current]:font-semibold aria-[current]:text-foreground"
          >
            {label}
          </a>
        ))}
      </nav>
      <h1 className="mb-4 text-xl font-semibold tracking-tight">{title}</h1>
      <CustomerDates language={language}>{children}</CustomerDates>
    </main>
  );
}
