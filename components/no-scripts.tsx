/**
 * React streams what a page waits for behind its skeleton (`template#B:…`) and puts it in place by script. Without
 * scripts it stays hidden at the end of the body (`#S:…`): here it is shown over the frame's empty content instead. In the
 * first layer and important, because only that wins over the reset of the second, where `hidden` is important.
 */
const styles = `
@layer theme {
  body:has(template[id^="B:"]) { display: grid; }
  body:has(template[id^="B:"]) > * { grid-area: 1 / 1; min-width: 0; }
  template[id^="B:"] ~ * { display: none !important; }
  [id^="S:"] { display: block !important; padding: 4.5rem 1rem 1.25rem !important; }
  @media (width >= 48rem) { [id^="S:"] { padding: 1.75rem 2rem 1.75rem 5.5rem !important; } }
  @media (width >= 64rem) { [id^="S:"] { padding-inline-start: 17rem !important; } }
}`;

/** For the document's head: pages can be read, and links followed, without scripts. */
export function NoScripts() {
  return (
    <noscript>
      <style>{styles}</style>
    </noscript>
  );
}
