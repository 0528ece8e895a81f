type Looked = {
  amountOff?: number | null | undefined;
  maximumOff?: number | null | undefined;
  maxRedemptions?: number | null | undefined;
  budget?: number | null | undefined;
};

/**
 * What the redemptions of a coupon can take off together at most, in paisa: its budget, or what one can take off times how many
 * there can be. `Infinity` where nothing bounds it: a percentage does not by itself, for no price is the highest. What a platform
 * takes off in later billing cycles is not in it, as it is not in a budget.
 */
export function mostGivenAway({ amountOff, maximumOff, maxRedemptions, budget }: Looked): number {
  const ofOne = amountOff ?? maximumOff ?? Number.POSITIVE_INFINITY;
  const ofAll = ofOne * (maxRedemptions ?? Number.POSITIVE_INFINITY);
  return Math.min(budget ?? Number.POSITIVE_INFINITY, ofAll);
}
