/** A state of a run as it was entered or left, with what went in or came out. */
export type MachineStep = { readonly name: string; readonly left: boolean; readonly state: unknown };

export type MachineEnd =
  | { readonly status: 'SUCCEEDED'; readonly output: unknown }
  | { readonly status: 'FAILED' | 'TIMED_OUT' | 'ABORTED'; readonly error: string; readonly cause: string };

/** The deployed state machine that refreshes the knowledge base. Left out where this process runs it itself. */
export interface RefreshMachine {
  /**
   * Starts a run, which goes on by itself, and returns what it is called; the same `name` again (A-Z a-z 0-9 _ -, at most 80) with the same
   * input is the same run. Throws UpstreamFailed or LimitReached where it cannot be started.
   */
  start(input: object, name?: string): Promise<string>;
  /** How a run ended; null while it is on its way. Throws UpstreamFailed or LimitReached where that cannot be asked. */
  end(execution: string): Promise<MachineEnd | null>;
  /**
   * Starts a run and follows it to its end; states are told in their order. Throws UpstreamFailed or LimitReached where it cannot be started, or
   * followed any longer: then it goes on by itself, and the message names it.
   */
  run(input: object, onStep: (step: MachineStep) => void): Promise<MachineEnd>;
}
