/** Whether Postgres takes the text, in a column and in JSON: no NUL character and no half of a surrogate pair. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
