import type { TypedDraft } from './typed-draft.ts';

/** An edit that was not saved yet: the words that it began with, their version, and what was typed. */
export type KeptText = { readonly version: number; readonly base: TypedDraft; readonly typed: TypedDraft };

const place = (id: string): string => `threadwell-edit-${id}`;

/** Keeps what somebody types until it is saved or thrown away, over a reload, an expired cookie or a way out of the form. */
export const keepText = (id: string, kept: KeptText): void => sessionStorage.setItem(place(id), JSON.stringify(kept));
export const dropText = (id: string): void => sessionStorage.removeItem(place(id));
export function keptText(id: string): KeptText | null {
  const stored = sessionStorage.getItem(place(id));
  return stored === null ? null : (JSON.parse(stored) as KeptText);
}
