import { deskClient, read } from '@/app/session/desk-client';
import { formatPhone } from '@/lib/core/phone';

/** How far a sale's messages are; none of them carries the PIN. */
export const readMessages = (saleId: number) => read(deskClient.deliveries.$get({ query: { saleId: String(saleId) } }));

type SaleMessages = Awaited<ReturnType<typeof readMessages>>;
export type SaleMessage = SaleMessages['rows'][number];
/** What this person must do to read a message, or to send it to another contact. */
export type RevealRule = SaleMessages['reveal'];

/** The phone number or the address as people write it. */
export function recipientOf({ channel, recipient }: Pick<SaleMessage, 'channel' | 'recipient'>): string {
  return channel === 'sms' ? formatPhone(recipient) : recipient;
}
