import { expect, test } from 'vitest';
import { errorCodes, withHyphen } from './error-codes.ts';

test('finds each code once, in lower case', () => {
  expect(errorCodes('E-21 again? FW-2001 came first, then E-21, at 10-20 with UTF-8 and log4j2')).toEqual(['e-21', 'fw-2001']);
});

test.each([
  ['e30', 'e-30'],
  ['fw2001', 'fw-2001'],
  ['log4j2', undefined],
  ['fw-2001', undefined],
  ['java8', undefined],
  ['2001', undefined],
])('%s with a hyphen is %s', (text, code) => {
  expect(withHyphen(text)).toBe(code);
});
