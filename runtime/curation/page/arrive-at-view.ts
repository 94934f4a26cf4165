import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Names the page after its view, and lets whoever reads with a screen reader or goes on by keyboard begin at the heading of a view that they
 * came to. Not where the view has given the focus to what is read first, and not when the desk is opened. Returns the heading's ref.
 */
export function useArrival(view: string, title: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(view);
  useLayoutEffect(() => {
    document.title = `${title} · Curation desk`;
  }, [title]);
  useLayoutEffect(() => {
    if (before.current !== view && !document.activeElement?.closest('main')) heading.current?.focus();
    before.current = view;
  }, [view]);
  return heading;
}
