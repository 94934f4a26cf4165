/** What a command gives back: a JSON report for machines, a text for people, and whether it did what it was asked (exit code 0 or 1). */
export type CommandResult = { readonly report: object; readonly text: string; readonly ok: boolean };
