/** What a receiver is sent: the same bytes at every attempt. */
export function messageBody({ type, createdAt, data }: { type: string; createdAt: Date; data: unknown }): string {
  return JSON.stringify({ type, timestamp: createdAt.toISOString(), data });
}
