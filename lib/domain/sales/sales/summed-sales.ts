/** How many sales are summed up at most, so that the answer is quick however many there are. */
export const summedSales = 10_000;
