/** The longest code there is, in one piece: nothing may become wider than the window because of it. */
export const longCode = 'FESTIVAL2026'.padEnd(64, 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789');

export const longName =
  'Everyone who bought a yearly plan in the Kathmandu valley in 2026 or before that, and their families';

export const nothing = () => {};

/** A link to another state of the page, which stays as it is. */
export const nowhere = { href: '/dev/gallery', onFollow: nothing };
