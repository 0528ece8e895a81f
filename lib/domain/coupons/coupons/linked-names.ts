const namesWritten = 20;

/** The first names of what a coupon is limited to, for a cell; an import compares with them what it has by these ids. */
export function linkedNames(names: string[]): string {
  const rest = names.length - namesWritten;
  return [...names.slice(0, namesWritten), ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
}
