/** The recharge cards that Khalti sells next to Nettv. It has no list of them: names and amounts, in rupees, are fixed. */
export const rechargeCards = {
  'ntc-erc': { name: 'NTC recharge card', amounts: [100, 200, 500, 1000] },
  'smart-erc': { name: 'Smart Cell recharge card', amounts: [50, 100, 200] },
  'dishhome-erc': {
    name: 'DishHome recharge card',
    amounts: [500, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 9000, 10_000],
  },
  'broadlink-erc': { name: 'Broadlink recharge card', amounts: [570, 1300, 2260, 2600] },
} as const satisfies Record<string, { name: string; amounts: readonly number[] }>;

/** What a card is bought by: `POST /api/use/<method>/`. */
export type RechargeMethod = keyof typeof rechargeCards;
export const rechargeMethods = Object.keys(rechargeCards) as [RechargeMethod, ...RechargeMethod[]];

export const hasRechargeAmount = (method: RechargeMethod, rupees: number): boolean =>
  (rechargeCards[method].amounts as readonly number[]).includes(rupees);
