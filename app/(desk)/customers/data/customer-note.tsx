import { UserRoundX } from 'lucide-react';
import type { ReactNode } from 'react';
import { StatePanel } from '@/components/state-panel';

/** In place of a customer: there is none, or none any more. */
export function CustomerNote({ title, children }: { title: string; children: ReactNode }) {
  return (
    <StatePanel icon={<UserRoundX />} title={title}>
      <p>{children}</p>
    </StatePanel>
  );
}
