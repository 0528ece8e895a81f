/**
 * Answers `reset` and `peak` of a benchmark that forked this process with the memory it holds and the most it held since the last
 * `reset`, in bytes. A `reset` collects garbage first, where the process was started with `--expose-gc`.
 */
export function watchMemory(): void {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  let isWatched = false;
  process.on('message', (message) => {
    if (message === 'reset') {
      globalThis.gc?.();
      peak = 0;
      if (!isWatched) setInterval(look, 10).unref();
      isWatched = true;
    }
    look();
    process.send?.({ peak });
  });
}
