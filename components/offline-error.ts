/** A write that the page did not send, in words for a person: there is no connection, and it is not sent later either. */
export class OfflineError extends Error {}
