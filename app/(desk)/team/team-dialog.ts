import { toastSuccess } from '@/components/toasts';
import type { LinkHandOver } from '@/lib/domain/access/team/hand-over-link';
import type { UserSummary } from '@/lib/domain/access/team/user-summary';

export type TeamDialog =
  | { kind: 'invite' }
  | { kind: 'role' | 'reset'; user: UserSummary }
  /** Shown here and nowhere else. */
  | { kind: 'link'; name: string; path: string; reason: 'not_configured' | 'failed' };

/** What comes after a link was made: a toast that says it was mailed, or the dialog with the link to hand over. */
export function dialogOf(name: string, link: LinkHandOver, mailed: string): TeamDialog | null {
  if (link.mail !== 'sent') return { kind: 'link', name, path: link.path, reason: link.mail };
  toastSuccess(mailed);
  return null;
}
