export type BenchOptions = {
  /** Scale down what a part makes, pages of a site and threads of a mailbox; each part has its own full size. */
  readonly pages: number | undefined;
  readonly threads: number | undefined;
  /** How many ask at once in `chat`. */
  readonly visitors: number | undefined;
  /** A chat that runs already, such as a deployed one. */
  readonly endpoint: string | undefined;
};

/** What one part measured: a table for people, and the same as plain JSON. */
export type BenchResult = { readonly text: string; readonly json: unknown };

export type Bench = { readonly parts: Readonly<Record<string, (options: BenchOptions) => Promise<BenchResult>>> };
