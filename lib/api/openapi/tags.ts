import { directories } from '@/lib/core/entities/directory';

/** The groups of calls, in the order in which they are read. */
export const tags = [
  { name: 'Redemptions', description: 'Take a code for a user at checkout, and give it back when the purchase fails.' },
  {
    name: 'Coupons',
    description:
      'Discount rules: what, how long, when, for whom. A key reaches the coupons that its company made and those named on ' +
      'it, unless the desk chose otherwise; every other one is answered as if it did not exist. Where the desk has coupons of ' +
      '100 % without a limit, or those that can give away more than an amount, wait for a second person, writing one is 403 ' +
      '`needs_second_person`.',
  },
  {
    name: 'Codes',
    description:
      "A coupon's issued codes, each used once. Where the desk has large exports of codes in clear wait for a second person, " +
      'a list of more of them in clear is 403 `needs_second_person`; smaller pages are not.',
  },
  { name: directories.userGroups.title, description: 'What the platform sells, and which coupons are only for some.' },
  {
    name: directories.tvodPrices.title,
    description: "The platform's prices of single titles, and which coupons are only for some.",
  },
  { name: 'Sales', description: 'Read your own sales and their PINs, and undo one.' },
  { name: 'Requests', description: 'What the keys of your own company called, and what came of it.' },
  {
    name: 'Events',
    description:
      'What happened to your own company: each type of event, as a webhook sends it, and the call that reads what was kept of them ' +
      'again.',
  },
  { name: 'Nettv', description: 'Buy prepaid cine PINs against prepaid credit.' },
  {
    name: 'Webhooks',
    description:
      'Addresses of yours that we send events to when they happen, and what became of each message. You add them here for what ' +
      'your own keys cause, or an admin does at the desk.',
  },
  {
    name: 'Test mode',
    description: 'The clock that a test key can move. The guide *Test mode* says what else is different there.',
  },
  { name: 'Health', description: 'For load balancers and monitors. No key.' },
];

/** A group as the address of its page names it. */
export function slugOfTag(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
