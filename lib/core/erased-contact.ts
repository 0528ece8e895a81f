/** What is in place of a phone number or an email address that was erased. */
export const erasedContact = 'erased';

/** A contact that a message can go to. */
export const isContact = (contact: string | null | undefined): contact is string =>
  contact !== null && contact !== undefined && contact !== erasedContact;
