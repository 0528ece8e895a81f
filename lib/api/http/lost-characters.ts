/**
 * Whether some of a body was no UTF-8, such as a name in Latin-1: each byte that says no character is this one by now. Kept so, two
 * different users, codes or references would be one.
 */
export const hasLostCharacters = (text: string): boolean => text.includes('\uFFFD');
