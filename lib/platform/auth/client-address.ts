const flagged = globalThis as { couponDeskServer?: boolean };

/** Called by `server.ts`, which writes `x-client-address` itself; otherwise a caller could have sent that header. */
export function trustClientAddressHeader(): void {
  flagged.couponDeskServer = true;
}

export function clientAddress(headers: { get(name: string): string | null }): string {
  return (flagged.couponDeskServer && headers.get('x-client-address')) || 'unknown';
}
