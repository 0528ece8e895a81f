/** Tells when somebody follows a link out of what they see, before they are there. Returns how to stop. */
export function onNavigation(tell: () => void): () => void {
  const hear = (event: MouseEvent) => {
    const staysOpen = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!staysOpen && event.target instanceof Element && event.target.closest('a[href]')) tell();
  };
  document.addEventListener('click', hear, true);
  return () => document.removeEventListener('click', hear, true);
}

/** What comes of `work`, or undefined when somebody left meanwhile: acting on it would take them back. */
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
