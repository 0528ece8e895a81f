let kept = '';

/** Takes a pasted code along to the page that is opened next, in this tab's memory only: a code is never in an address. */
export function handOver(typed: string): void {
  kept = typed;
}

export function readHandedOver(): string {
  return kept;
}
