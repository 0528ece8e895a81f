/** Why a row of a file of codes is not imported. */
export const badResults = [
  'malformed',
  'wrong_check',
  'duplicate',
  'existing',
  'damaged',
  'misaligned',
  'not_data',
] as const;
export type BadResult = (typeof badResults)[number];

/** What came of the validation of a row. */
export const rowResults = ['good', ...badResults] as const;
