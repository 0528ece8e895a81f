type Brake = { redemptionsPerHour: number | null; pauseAboveUsualPace: boolean; usualPerHour: number | null };

/** How many redemptions within an hour pause a coupon; null for any number. */
export function hourLimit({ redemptionsPerHour, pauseAboveUsualPace, usualPerHour }: Brake): number | null {
  const pace = pauseAboveUsualPace && usualPerHour ? Math.max(10, 3 * usualPerHour) : null;
  if (pace === null || redemptionsPerHour === null) return redemptionsPerHour ?? pace;
  return Math.min(redemptionsPerHour, pace);
}
