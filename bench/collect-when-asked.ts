/** Collects garbage when a benchmark that forked this process says so, where it was started with `--expose-gc`, and answers then. */
export function collectWhenAsked(): void {
  process.on('message', (message) => {
    if (message !== 'collect') return;
    globalThis.gc?.();
    process.send?.('collected');
  });
}
