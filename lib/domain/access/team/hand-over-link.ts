import type { AccountEmail } from '@/lib/adapters/messaging/render-account-email';
import { publicUrl } from '@/lib/core/env';
import { canMailLinks, sendAccountEmail } from './send-account-email';

/** What became of a link: it went out by mail, or the admin hands it over. Then it is known here and never again. */
export type LinkHandOver =
  | { mail: 'sent'; path: null }
  /** `path` is of this desk, with the token after `#`. */
  | { mail: 'not_configured' | 'failed'; path: string };

type LinkEmail = Extract<AccountEmail, { link: string }>;
type WithoutLink<E> = E extends unknown ? Omit<E, 'link'> : never;

/** Mails a link, or gives it to the admin where no mail can be sent or this one was not accepted. */
export async function handOverLink(to: string, path: string, email: WithoutLink<LinkEmail>): Promise<LinkHandOver> {
  const link = publicUrl(path);
  if (!link || !canMailLinks()) return { mail: 'not_configured', path };
  const outcome = await sendAccountEmail(to, { ...email, link });
  return outcome.kind === 'sent' ? { mail: 'sent', path: null } : { mail: 'failed', path };
}
