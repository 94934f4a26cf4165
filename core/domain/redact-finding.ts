/** What can be personal or secret in a text. The token of a kind is its name in capitals: `<EMAIL_1>`. */
export type MaskKind = 'person' | 'email' | 'phone' | 'address' | 'ip' | 'host' | 'key' | 'token' | 'account' | 'card' | 'iban';

/** A stretch of text to mask. `key` names what it stands for, so that two spellings of one thing share a token. */
export type Finding = { readonly start: number; readonly end: number; readonly kind: MaskKind; readonly key: string };
