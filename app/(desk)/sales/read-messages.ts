import { deskClient, read } from '@/app/session/desk-client';
import { formatPhone } from '@/lib/phone';

/** How far a sale's messages are; none of them carries the PIN. */
export const readMessages = async (saleId: number) =>
  (await read(deskClient.deliveries.$get({ query: { saleId: String(saleId) } }))).rows;

export type SaleMessage = Awaited<ReturnType<typeof readMessages>>[number];

/** The phone number or the address as people write it. */
export function recipientOf({ channel, recipient }: Pick<SaleMessage, 'channel' | 'recipient'>): string {
  return channel === 'sms' ? formatPhone(recipient) : recipient;
}
