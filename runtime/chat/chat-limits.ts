import { byteLength } from '#core/domain/article.ts';
import { InvalidInput, LimitReached } from '#core/domain/errors.ts';
import { MAX_MESSAGE_BYTES, TURN_ID } from '#core/domain/session.ts';
import { DAY_SECONDS, type Limit, MINUTE_SECONDS } from './within-limit.ts';

/** Nobody types faster; a script does. */
const MESSAGES_PER_SESSION_MINUTE = 20;
/** A long support case and a reserve; more costs model tokens that nobody reads. */
const MESSAGES_PER_SESSION_DAY = 200;
/** An office behind one address may have several people in the chat at once. */
const MESSAGES_PER_ADDRESS_MINUTE = 60;
/** New sessions must not be the way round the limits of a session. */
const SESSIONS_PER_ADDRESS_MINUTE = 60;

/** The limits of a message. `networkAddress` is null where there is none to count by. */
export function messageLimits(sessionId: string, networkAddress: string | null): Limit[] {
  return [
    ...addressLimit('messages', networkAddress, MESSAGES_PER_ADDRESS_MINUTE, 'messages from your network'),
    {
      key: `messages session ${sessionId}`,
      limit: MESSAGES_PER_SESSION_MINUTE,
      windowSeconds: MINUTE_SECONDS,
      what: 'messages in a minute',
    },
    { key: `messages session ${sessionId}`, limit: MESSAGES_PER_SESSION_DAY, windowSeconds: DAY_SECONDS, what: 'messages in a day' },
  ];
}

/** The limits of a new session. */
export function sessionLimits(networkAddress: string | null): Limit[] {
  return addressLimit('sessions', networkAddress, SESSIONS_PER_ADDRESS_MINUTE, 'new conversations from your network');
}

function addressLimit(kind: string, networkAddress: string | null, limit: number, what: string): Limit[] {
  return networkAddress === null ? [] : [{ key: `${kind} address ${networkAddress}`, limit, windowSeconds: MINUTE_SECONDS, what }];
}

/** Throws InvalidInput for a message that is none and LimitReached for one that is too long. */
export function checkMessage({ turnId, text }: { readonly turnId: string; readonly text: string }): void {
  if (!TURN_ID.test(turnId)) throw new InvalidInput('`turnId` must have 1 to 64 of the characters A-Z a-z 0-9 . _ : -');
  if (!text.trim()) throw new InvalidInput('`text` is empty; write a question');
  if (byteLength(text) > MAX_MESSAGE_BYTES)
    throw new LimitReached(`the message is over ${MAX_MESSAGE_BYTES / 1024} KB; shorten it`, 'too_large');
}
