/** As the driver gives it: bigint as text. */
export type LowCreditRow = { integratorId: string; available: string; threshold: string };

const account = "a.integrator_id = i.id and a.kind = 'available'";

/** Credit that was topped up is noticed again when it is low the next time. Locks integrators only. */
export const clearNoticed = `
  update integrators i set low_credit_noticed_at = null from credit_accounts a
  where ${account} and i.low_credit_noticed_at is not null
    and (i.low_credit_paisa is null or a.balance_paisa >= i.low_credit_paisa)`;

/** Low credit that was not noticed yet. $1 the instant. A second run waits for the rows of the first, and finds none. */
export const markNoticed = `
  update integrators i set low_credit_noticed_at = $1::timestamptz from credit_accounts a
  where ${account} and i.low_credit_noticed_at is null and i.disabled_at is null and a.balance_paisa < i.low_credit_paisa
  returning i.id as "integratorId", a.balance_paisa as available, i.low_credit_paisa as threshold`;
