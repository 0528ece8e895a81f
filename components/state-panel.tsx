import type { ReactNode } from 'react';

type StatePanelProps = {
  icon: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  tone?: 'neutral' | 'danger';
  /** An alert is read out as soon as it appears. */
  role?: 'alert' | 'status' | undefined;
  /** The whole page: its title is the page's heading. */
  isPage?: boolean;
};

/** The centre of a page or a table that has nothing else to show. */
export function StatePanel({
  icon,
  title,
  children,
  actions,
  tone = 'neutral',
  role,
  isPage = false,
}: StatePanelProps) {
  const colours = tone === 'danger' ? 'bg-danger-soft text-danger-soft-foreground' : 'bg-default text-muted';
  const Title = isPage ? 'h1' : 'h2';
  return (
    <div {...(role ? { role } : {})} className="flex flex-col items-center px-6 py-14 text-center">
      <span aria-hidden className={`flex size-10 items-center justify-center rounded-xl [&>svg]:size-5 ${colours}`}>
        {icon}
      </span>
      <Title className="mt-4 max-w-full text-base font-semibold wrap-anywhere">{title}</Title>
      {children && (
        <div className="mt-1 flex w-full max-w-md flex-col gap-1 text-muted text-pretty wrap-anywhere">{children}</div>
      )}
      {actions && <div className="no-print mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
