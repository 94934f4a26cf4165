/** A state of a run as it was entered or left, with what went in or came out. */
export type MachineStep = { readonly name: string; readonly left: boolean; readonly state: unknown };

export type MachineEnd =
  | { readonly status: 'SUCCEEDED'; readonly output: unknown }
  | { readonly status: 'FAILED' | 'TIMED_OUT' | 'ABORTED'; readonly error: string; readonly cause: string };

/** The deployed state machine that refreshes the knowledge base. Left out where this process runs it itself. */
export interface RefreshMachine {
  /** Starts a run, which goes on by itself, and returns what it is called. Throws UpstreamFailed or LimitReached where it cannot be started. */
  start(input: object): Promise<string>;
  /**
   * Starts a run and follows it to its end; states are told in their order. Throws UpstreamFailed or LimitReached where it cannot be started, or
   * followed any longer: then it goes on by itself, and the message names it.
   */
  run(input: object, onStep: (step: MachineStep) => void): Promise<MachineEnd>;
}
