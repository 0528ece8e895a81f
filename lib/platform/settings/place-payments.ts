import {
  isOwnMethod,
  listPaymentSettings,
  type OwnMethod,
  ownMethods,
  type PaymentMethod,
  type PaymentSetting,
} from '@/lib/core/entities/payment-method';
import { Invalid } from '@/lib/core/errors';
import { type GivenPayment, problemsOf } from './payment-schemas';

/**
 * The ways to pay that a person wants, in their order: what is new gets the next place, and what somebody else named meanwhile stays.
 * @throws Invalid one that is not there, or has the name of another, or one too many
 */
export function placePayments(before: readonly PaymentSetting[], given: readonly GivenPayment[]): PaymentSetting[] {
  const known = new Set(before.map(({ key }) => key));
  const free = ownMethods.filter((key) => !known.has(key));
  const placed = given.map(({ key, ...row }) => {
    const place = key ?? free.shift();
    if (place === undefined || (key !== null && !known.has(key))) {
      throw new Invalid({ paymentMethods: [`There are at most ${ownMethods.length} of your own.`] });
    }
    return { ...row, key: place };
  });
  if (new Set(placed.map(({ key }) => key)).size < placed.length) {
    throw new Invalid({ paymentMethods: ['Each way to pay can be there once.'] });
  }
  const others = before.filter(({ key }) => !placed.some((row) => row.key === key));
  // A name that is taken is a fault of the person who gives it.
  const problems = problemsOf([...others, ...placed]);
  if (problems.length > 0) {
    throw new Invalid(
      Object.fromEntries(problems.map(([at, words]) => [`paymentMethods.${at - others.length}.name`, [words]])),
    );
  }
  const rows = [...placed, ...others];
  const { paymentMethods, ownPaymentNames } = paymentColumns(rows);
  return listPaymentSettings(paymentMethods, ownPaymentNames);
}

/** As the table has them. */
export function paymentColumns(rows: readonly PaymentSetting[]): {
  paymentMethods: PaymentMethod[];
  ownPaymentNames: string[];
} {
  const own = rows.flatMap(({ key, name }) => (isOwnMethod(key) ? [[key, name ?? ''] as [OwnMethod, string]] : []));
  return {
    paymentMethods: rows.flatMap(({ key, isOffered }) => (isOffered ? [key] : [])),
    ownPaymentNames: own
      .sort(([one], [other]) => ownMethods.indexOf(one) - ownMethods.indexOf(other))
      .map(([, name]) => name),
  };
}
