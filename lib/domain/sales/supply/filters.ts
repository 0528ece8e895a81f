/** For how many days back a person has the books compared. */
export const comparedDays = [1, 7, 31] as const;
