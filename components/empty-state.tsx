import { Inbox } from 'lucide-react';
import type { ReactNode } from 'react';
import { StatePanel } from './state-panel';

type EmptyStateProps = {
  title: string;
  /** What this place is for, in a sentence. */
  children?: ReactNode;
  icon?: ReactNode;
  /** One action that fills it. */
  action?: ReactNode;
};

export function EmptyState({ title, children, icon, action }: EmptyStateProps) {
  return (
    <StatePanel icon={icon ?? <Inbox />} title={title} actions={action}>
      {children}
    </StatePanel>
  );
}
