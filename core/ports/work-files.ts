/**
 * Files on the disk of this machine that a long job works in and that outlive it: a killed job finds what it had done, the next job what
 * is known. Where the disk is not kept (a container), what was kept last is brought back on opening.
 */
export interface WorkFiles {
  /** Opens a file by its name, a path as {@link Files} takes it. It may be new, and whoever opens it says who else may. */
  open(name: string): Promise<WorkFile>;
}

export type WorkFile = {
  /** Absolute. The folder is there, the file may not be. Files beside it whose names begin like it belong to it. */
  readonly path: string;
  /** Makes the present content outlive this machine. */
  keep(): Promise<void>;
};
