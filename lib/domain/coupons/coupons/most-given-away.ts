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
  const ofAll = maxRedemptions === 0 ? 0 : ofOne * (maxRedemptions ?? Number.POSITIVE_INFINITY);
  return Math.min(budget ?? Number.POSITIVE_INFINITY, ofAll);
}

type Used = Looked & { redemptions: number; spent: number };

/**
 * The same of what is left of a coupon: its rule can be changed so that what was used counts for little, such as from one large
 * amount to many small ones.
 */
export function leftToGive({ amountOff, maximumOff, maxRedemptions, budget, redemptions, spent }: Used): number {
  return mostGivenAway({
    ...{ amountOff, maximumOff },
    maxRedemptions: typeof maxRedemptions === 'number' ? Math.max(0, maxRedemptions - redemptions) : null,
    budget: typeof budget === 'number' ? Math.max(0, budget - spent) : null,
  });
}
