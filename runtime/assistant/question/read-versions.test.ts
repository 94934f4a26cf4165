import { expect, test } from 'vitest';
import { askedVersions, namesVersion, newestLine } from './read-versions.ts';

test.each([
  ['what about 4.6?', ['4.6']],
  ['upgrade from 4.5 to 4.7.0', ['4.5', '4.7.0']],
  ['Does version 4.6.x need Java 1.8?', ['4.6.x']],
  ['Is Mule 4.9 supported on CloudHub 2.0 with TLS 1.2?', []],
  ['FW-2004 payload of 7.1 MB, sampled at 0.1 vCore', []],
  ['which Java for connector 4.7', ['4.7']],
])('the versions asked for in "%s" are %s', (question, versions) => {
  expect(askedVersions(question)).toEqual(versions);
});

test('finds a line by any of its versions and no other number', () => {
  expect(namesVersion('needs 4.7.0 or later', '4.7')).toBe(true);
  expect(namesVersion('4.4.0 – 4.9.x', '4.9.1')).toBe(true);
  expect(namesVersion('14.7 and 4.70 and 2.4.7', '4.7')).toBe(false);
});

test('compares lines as numbers', () => {
  expect(newestLine(['4.9', '4.10.1', '4.2'])).toBe('4.10');
  expect(newestLine([])).toBeUndefined();
});
