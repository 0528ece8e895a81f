import { directories, directoryKinds, pluralOf } from '@/lib/core/entities/directory';

/** A directory's entry as a write names it, and its list. */
const ofDirectories = Object.fromEntries(
  directoryKinds.flatMap((kind) => {
    const { singular, noun } = directories[kind];
    return [
      [singular, 'The fields that change.'],
      [pluralOf({ singular }), `The ${noun}s.`],
    ];
  }),
);

/** Inside each schema of the document a field can say what it is itself; these are words for names that mean the same wherever they are. */
const words: Record<string, string> = {
  ...ofDirectories,
  archived_at: 'When it was archived (ISO 8601, UTC); null while it is in the lists.',
  at: 'When (ISO 8601, UTC).',
  available: 'Codes that nobody has used, bought or deleted.',
  by: 'Who did it: a person by name, or a key by its company.',
  by_day: 'Redemptions of each day that had any, the oldest first, counted in `time_zone`.',
  changed: 'From what, to what, by field.',
  changes: 'Who changed what since it was read, the oldest first.',
  codes: "The coupon's issued codes by their status, counted within about a second of a change.",
  coupon: 'The coupon as it is now.',
  count: 'How many codes to make; instead of a `list`.',
  coupons: 'Those that were asked for.',
  coupons_pagination: 'Which page this is.',
  created_at: 'When it was created (ISO 8601, UTC).',
  current: "The page's number, from 1.",
  data: 'The rows of this page.',
  database: 'Whether the database answers.',
  day: 'A calendar day in `time_zone`.',
  deleted: 'Codes that were deleted and can be restored.',
  deleted_at: 'When it was deleted (ISO 8601, UTC); null while it is not.',
  description:
    'What a person wrote about it; without that, the discount in words where the coupon is written out whole.',
  discount: 'What comes off, with the terms of the coupon.',
  duration: 'For how many billing cycles of a subscription the discount holds: one, a number of them, or all.',
  end_reason: 'Why it was rolled back, as it was given; null otherwise.',
  error: 'The status in words.',
  errors:
    "Every wrong field with what it needs, under the body's name; what concerns the whole request is under `base`.",
  field: 'The field that it is about, as the request names it.',
  finished_at: 'When the last code of it was there, or it ended otherwise (ISO 8601, UTC); null while it runs.',
  first_redeemed_at: 'When it was first redeemed (ISO 8601, UTC); null when never.',
  keys: 'Whether the keys of this process are those that the database was written with.',
  last: 'Whether no page follows.',
  last_redeemed_at: 'When it was last redeemed (ISO 8601, UTC); null when never.',
  linked: 'Whether the coupon is limited to it.',
  list: 'The codes to issue, as they are written; instead of a `count`.',
  message: 'One plain sentence for a person.',
  writes: 'Whether the database can be written to: a row is written each time.',
  migrations: 'Whether the database has the schema of this build.',
  months: '`cycles` when the duration is `repeating`, else 0.',
  name: 'What people call it.',
  number: "The billing cycle's number, from 1.",
  openapi: 'The version of the OpenAPI specification.',
  options: 'The values that each field with a choice can have.',
  passed: 'Whether this rule lets the code be used.',
  product: 'What was bought.',
  redeemable: 'Whether a redemption would be taken at this moment.',
  redeemed: 'Codes that were redeemed.',
  redeemed_at: 'When it was redeemed (ISO 8601, UTC); null while it is not.',
  redemptions: 'The redemptions.',
  reference: 'Your own reference, as it was sent.',
  renewal: 'Whether the purchase renewed a subscription, as it was sent; null when it was not.',
  reason: 'Why; it stays in the history.',
  rule: 'The name of the rule. Stable, for programs.',
  settled_at: 'When it was known how it ended (ISO 8601, UTC); null while it is open.',
  sold: 'Codes that were sold and are not redeemed yet.',
  sold_at: 'When it was sold (ISO 8601, UTC).',
  sort: 'By which column, and which end first.',
  state: 'The state that it is in.',
  status: 'The state of it.',
  subscription_id: 'Your own reference of the subscription, as it was sent; null when it was not.',
  subscriptions: 'One entry a redemption, the newest first.',
  title: 'One plain sentence for a person.',
  tvod_price_id: 'The TVOD price that was bought; null when it was another purchase.',
  type: 'What kind it is.',
  unique_users: 'How many different users redeemed it.',
  updated_at: 'When it was last changed (ISO 8601, UTC). Redemptions do not change it.',
  user: 'Who the code is for.',
  user_groups: 'The plans (user groups).',
  user_id: 'Your own id of the user, as it was sent.',
  voided: 'Codes whose sale was undone; they work no more.',
  voided_at: 'When it was undone (ISO 8601, UTC).',
};

/** By the name of the schema, or of the call: words that fit only there. */
const ofOne: Record<string, string> = {
  'Code.status': 'Whether it can be used: `sold` is given out by a sale and not redeemed, `voided` is dead.',
  'CodeBatch.state': '`queued` and `running` go on by themselves; `done` has all codes.',
  'Coupon.id': 'NUMBER-TEXT; the number decides, the text is the slug of the code.',
  'Coupon.redemptions': 'How often it is redeemed or held at this moment.',
  'CouponSubscription.discount': 'Percent; 0 when an amount came off.',
  'CouponSubscription.status': 'What became of the redemption.',
  'Event.type': 'What happened. Ignore types that you do not know.',
  'Problem.status': 'The HTTP status, again.',
  'Problem.type': 'Always `about:blank`; go by `code`.',
  'QualifyingCoupon.coupon': 'Its number, and the code to redeem.',
  'Redemption.coupon': 'Its number, and its own code.',
  'Redemption.state': '`held` for a time, `redeemed`, or over: `rolled_back`, or `lapsed` when a hold ran out.',
  'listRedemptions.state': 'Only those in this state.',
  'listSales.state': 'Only those in this state.',
  'listCoupons.state': 'Only those that are in this state now, by their dates, limit and switch.',
  'RefusedBody.status': 'False of every refusal.',
  'VoidedSale.state': 'It is undone.',
};

/** What a field without words of its own is; undefined when nobody said. */
export function wordsOf(owner: string, name: string, schema: { enum?: unknown[]; type?: unknown }): string | undefined {
  const own = ofOne[`${owner}.${name}`];
  if (own) return own;
  if (name === 'id') return schema.type === 'integer' ? 'Its number.' : 'Its number, a text.';
  if (name === 'code') return schema.enum ? 'Stable, for programs.' : 'The code, as it is written.';
  if (name === 'status' && schema.enum?.[0] === true) return 'True: it is done.';
  return words[name];
}
