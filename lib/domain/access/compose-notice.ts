import type { RenderedEmail } from '@/lib/adapters/messaging/render-purchase-email';
import { publicUrl } from '@/lib/core/env';

/** `where` is what to open when the desk does not know its own address. */
type Notice = { subject: string; lines: string[]; look: { path: string; where: string } };

/** A mail to people of the desk: what happened and where to look, without contacts and codes. */
export function composeNotice({ subject, lines, look }: Notice): RenderedEmail {
  const all = [...lines, `Look at it: ${publicUrl(look.path) ?? look.where}`];
  return {
    subject,
    text: all.join('\n\n'),
    html: all.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n'),
  };
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? '');
