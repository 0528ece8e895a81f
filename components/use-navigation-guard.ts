/** Calls `notify` when a link that leaves the page is followed, before the next page is there. Returns how to stop. */
export function onNavigation(notify: () => void): () => void {
  const onClick = (event: MouseEvent) => {
    const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    if (opensElsewhere || !(event.target instanceof Element)) return;
    if (event.target.closest('a[href]:not([data-in-place])')) notify();
  };
  document.addEventListener('click', onClick, true);
  return () => document.removeEventListener('click', onClick, true);
}

/** The result of `work`, or undefined when the page was left meanwhile: to use it would lead back to the page. */
export async function unlessLeft<T>(work: Promise<T>): Promise<T | undefined> {
  let hasLeft = false;
  const stop = onNavigation(() => {
    hasLeft = true;
  });
  try {
    const result = await work;
    return hasLeft ? undefined : result;
  } finally {
    stop();
  }
}
