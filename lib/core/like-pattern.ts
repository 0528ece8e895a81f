/** The text as it is, for a LIKE pattern. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** A LIKE pattern for what contains the text as it is. */
export const containing = (text: string): string => `%${escapeLike(text)}%`;

/** A LIKE pattern for what begins with the text as it is. */
export const beginning = (text: string): string => `${escapeLike(text)}%`;
