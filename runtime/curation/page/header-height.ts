import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Tells the style sheet how high the header is, which stays in view and wraps where there is little room: what stays below it must know, and so
 * must the browser, which would scroll a focused control to under it.
 */
export function useHeaderHeight() {
  const header = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const tell = () => document.documentElement.style.setProperty('--header', `${header.current?.offsetHeight ?? 0}px`);
    const resized = new ResizeObserver(tell);
    if (header.current) resized.observe(header.current);
    return () => resized.disconnect();
  }, []);
  return header;
}
