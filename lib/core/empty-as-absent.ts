/** For optional fields of forms and bodies: blank text counts as not given. */
export const emptyAsAbsent = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value);
