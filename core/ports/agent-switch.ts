import type { Side } from './knowledge-base.ts';

/** Which side a managed agent answers from: it does not read the row that everybody else follows. Left out where there is no agent. */
export interface AgentSwitch {
  /**
   * Makes the agent that visitors reach answer from this side alone; nothing happens where it does. Until it returns the agent may go on with
   * the other side, and after an error too. Broken off anywhere, it can be called again. Throws UpstreamFailed when the agent cannot follow.
   */
  serveFrom(side: Side): Promise<void>;
}
