/** What is wider than its place is scrolled with keys, too: it can have the focus, but only while it is too wide. */
export function reachedByKeys(selector: string): (around: HTMLElement) => () => void {
  return (around) => {
    const see = new ResizeObserver((changes) => {
      for (const { target } of changes) {
        const tooWide = target.scrollWidth > target.clientWidth;
        if (tooWide) target.setAttribute('tabindex', '0');
        else target.removeAttribute('tabindex');
      }
    });
    for (const wide of around.querySelectorAll(selector)) see.observe(wide);
    return () => see.disconnect();
  };
}
