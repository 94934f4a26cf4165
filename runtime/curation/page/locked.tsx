import { useEffect } from 'preact/hooks';
import type { DeskError } from './desk-error.ts';
import { beginSignIn, isSignInWanted, useHasEnded } from './session.ts';

/** What stands where nobody may look yet, and the way in: an account where people sign in, the key on somebody's own machine. */
export function Locked({ error }: { error: DeskError }) {
  const hasEnded = useHasEnded();
  useEffect(() => {
    // Who goes back from the sign-in page sees this page as it was left; somebody may have signed in since.
    const look = ({ persisted }: PageTransitionEvent) => persisted && location.reload();
    addEventListener('pageshow', look);
    return () => removeEventListener('pageshow', look);
  }, []);
  // The bar above says it, with the way on.
  if (hasEnded) return <p class="state">It is shown when you have signed in again.</p>;
  return (
    <div class="state">
      <h2>This desk is locked</h2>
      {isSignInWanted() ? (
        <>
          <p role="alert">{error.message}</p>
          <button type="button" class="primary" onClick={beginSignIn}>
            Sign in
          </button>
        </>
      ) : (
        <p>
          Open the address with <code>#key=…</code> that <code>threadwell start</code> printed. It opens the desk for twelve hours.
        </p>
      )}
    </div>
  );
}

/** Over any view: nothing is loaded or stored until somebody signs in again. */
export function EndedBar() {
  if (!useHasEnded()) return null;
  return (
    <div class="note warn" role="alert">
      <strong>Your sign-in has ended.</strong> What you typed in a draft is kept in this tab.{' '}
      <button type="button" onClick={beginSignIn}>
        Sign in again
      </button>
    </div>
  );
}
