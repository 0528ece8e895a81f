type Message = { type: string; createdAt: Date; livemode: boolean; data: unknown };

/** What a receiver is sent: the same bytes at every attempt. */
export function messageBody({ type, createdAt, livemode, data }: Message): string {
  return JSON.stringify({ type, timestamp: createdAt.toISOString(), livemode, data });
}
