import { words } from './words.ts';

/** `FW-2001`, `E-21`, `ORA-00942`; in lower case. */
const ERROR_CODE = /^[a-z]{1,6}-\d{2,6}$/;

export function isErrorCode(text: string): boolean {
  return ERROR_CODE.test(text);
}

/** The error codes a text names, in lower case. */
export function errorCodes(text: string): string[] {
  return [...new Set(words(text).flatMap((word) => (isErrorCode(word.text) ? [word.text] : [])))];
}

/** `e30` and `fw2001` with the hyphen that people leave out; undefined for what cannot be such a code. */
export function withHyphen(text: string): string | undefined {
  const code = text.replace(/^([a-z]+)(?=\d+$)/, '$1-');
  return code !== text && isErrorCode(code) ? code : undefined;
}
