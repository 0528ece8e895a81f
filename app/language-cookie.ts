/** The language that somebody chose in this browser without an account, or before they signed in. */
export const languageCookie = 'locale';
