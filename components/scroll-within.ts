/** Scrolls a box as little as brings one of its elements into view. What is around the box stays where it is. */
export function scrollWithin(box: HTMLElement, element: HTMLElement): void {
  const outer = box.getBoundingClientRect();
  const inner = element.getBoundingClientRect();
  const by = (start: number, end: number) => (start < 0 ? start : Math.max(0, Math.min(end, start)));
  box.scrollTop += by(inner.top - outer.top, inner.bottom - outer.bottom);
  box.scrollLeft += by(inner.left - outer.left, inner.right - outer.right);
}
