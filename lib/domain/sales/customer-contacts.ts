import { erasedContact } from '@/lib/core/erased-contact';
import { maskEmail } from '@/lib/core/mask-email';
import { bareDigits, maskPhone } from '@/lib/core/phone';
import type { Actor } from '@/lib/platform/context/actor';
import { can } from '@/lib/platform/context/permissions';

/** Customers' contacts are for those who serve them; others see enough of one to know it again. */
export const seesContacts = (actor: Actor): boolean => can(actor, 'sales.sell');

type WithContacts = { phone: string | null; email: string | null; failureReason?: string | null };

/** Contacts as this actor sees them, also those in what somebody wrote of why a sale failed. */
export function contactsFor<Contacts extends WithContacts>(actor: Actor, of: Contacts): Contacts {
  if (seesContacts(actor)) return of;
  return {
    ...of,
    phone: of.phone && contactFor(actor, of.phone),
    email: of.email && contactFor(actor, of.email),
    ...(of.failureReason ? { failureReason: textFor(actor, of.failureReason) } : {}),
  };
}

/** A contact of either kind as this actor sees it. */
export function contactFor(actor: Actor, contact: string): string {
  if (seesContacts(actor) || contact === erasedContact) return contact;
  return contact.includes('@') ? maskEmail(contact) : maskPhone(contact);
}

const between = '[\\s\\p{Pd}\\p{Cf}().[\\]]*';
const country = `(?:\\+?[9९９][7७７]{2}${between})?`;
/** An email address, or a mobile number in whatever digits and with whatever between them. */
const written = new RegExp(
  `[^\\s@]+@[^\\s@]+\\.[^\\s@.,;]+|(?<!\\p{Nd})${country}[9९９](?:${between}\\p{Nd}){9}(?!\\p{Nd})`,
  'gu',
);

/** What somebody wrote, as this actor sees the contacts in it. */
export function textFor(actor: Actor, text: string): string {
  if (seesContacts(actor)) return text;
  return text.replace(written, (contact) =>
    contact.includes('@') ? maskEmail(contact) : maskPhone(bareDigits(contact).replaceAll('.', '').slice(-10)),
  );
}
