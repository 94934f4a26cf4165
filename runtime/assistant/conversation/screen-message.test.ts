import { expect, test } from 'vitest';
import { screenMessage, toQuery } from './screen-message.ts';

test('drops invisible, direction and control characters and keeps line breaks', () => {
  expect(screenMessage('  pro\u200bxy\u202e set\u0007tings\r\nand\u00a0more\u{e0041} ')).toBe('proxy settings\nand more');
});

test('composes characters, so that equal words are equal', () => {
  expect(screenMessage('cafe\u0301')).toBe('café');
});

test('searches a short message as it stands', () => {
  expect(toQuery('FW-2003\nqueue full')).toBe('FW-2003 queue full');
});

test('puts questions and errors of a pasted log first and leaves stack frames out', () => {
  const log = [
    'INFO  starting the server',
    ...Array.from({ length: 60 }, (_, index) => `\tat com.example.Sender.send(Sender.java:${index})`),
    'ERROR FW-2002 TLS handshake failed',
    'Caused by: javax.net.ssl.SSLHandshakeException',
    '... 23 more',
    'What can I do about this?',
  ].join('\n');
  expect(toQuery(log)).toBe(
    'What can I do about this? ERROR FW-2002 TLS handshake failed Caused by: javax.net.ssl.SSLHandshakeException INFO starting the server'.replace(
      'INFO ',
      'INFO  ',
    ),
  );
});

test('never searches for more than a search takes', () => {
  expect(toQuery('word '.repeat(2_000)).length).toBe(1_000);
});
