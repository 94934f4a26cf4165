import { InvalidInput } from './errors.ts';

const SEGMENT = /^[A-Za-z0-9._=-]{1,255}$/;

/** Whether every store can keep a file under this name: plain segments with `/` between them, none of which leads up. */
export function isFileName(name: string): boolean {
  return name.split('/').every((segment) => SEGMENT.test(segment) && segment !== '.' && segment !== '..');
}

/** Why a name is refused, as the error to throw. */
export function badFileName(name: string): InvalidInput {
  return new InvalidInput(`\`${name.slice(0, 120)}\` is no file name here; use segments of A-Z a-z 0-9 . _ = - with / between them`);
}
