import type { ReactNode } from 'react';
import { AppMark } from '@/components/app-mark';
import { LanguageSwitch } from './language-switch';

type AuthPageProps = {
  title: string;
  children: ReactNode;
  /** Under the card. */
  footer?: ReactNode;
};

/** The frame of the pages for people who are not signed in. */
export function AuthPage({ title, children, footer }: AuthPageProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 pt-[14dvh] pb-10">
      <div className="w-full max-w-sm">
        {/* Below the fields it would move, and lose its press, when the field that is left says that it is empty. */}
        <LanguageSwitch />
        <div className="mb-6 flex items-center gap-2.5">
          <AppMark className="size-7 shrink-0" />
          <h1 className="min-w-0 text-xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
        </div>
        <div className="card p-5 sm:p-6">{children}</div>
        {footer && <p className="mt-4 px-1 text-13 text-muted">{footer}</p>}
      </div>
    </main>
  );
}
