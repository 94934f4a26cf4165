import { expect, test } from 'vitest';
import { smallTalk, withoutCourtesy } from './small-talk.ts';

test.each([
  ['Hello!', 'greeting'],
  ['Good morning, how are you?', 'greeting'],
  ['Thank you so much 🙏', 'thanks'],
  ['great, thanks!', 'thanks'],
  ['That helped', 'thanks'],
  ['bye', 'goodbye'],
  ['Are you a bot or a human?', 'identity'],
  ['What can you do?', 'help'],
  ["That didn't help", 'complaint'],
  ['ok', 'acknowledgement'],
])('%s is %s', (text, what) => {
  expect(smallTalk(text)).toBe(what);
});

test.each([
  'Hello, how do I set a proxy?',
  'thanks to the proxy it fails',
  'Does the health check help?',
  'What is a dead letter?',
  '???',
  'good defaults for flush.interval',
])('%s is no small talk', (text) => {
  expect(smallTalk(text)).toBeNull();
});

test.each([
  ['Hi there, how do I set a proxy?', 'how do I set a proxy?'],
  ['Thanks! And with a password?', 'And with a password?'],
  ['ok so what about 4.6', 'what about 4.6'],
  ['How do I set a proxy, thanks', 'How do I set a proxy'],
  ['Perfect. Does it need Java 17? Thank you', 'Does it need Java 17?'],
  ['HTTP 407 from the proxy', 'HTTP 407 from the proxy'],
])('without courtesy %s is %s', (text, rest) => {
  expect(withoutCourtesy(text)).toBe(rest);
});
