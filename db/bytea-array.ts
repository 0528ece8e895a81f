/** As a `bytea[]` is written: `{"\\x00ff"}`. */
export const byteaArray = (values: readonly Buffer[]): string =>
  `{${values.map((value) => `"\\\\x${value.toString('hex')}"`).join(',')}}`;
