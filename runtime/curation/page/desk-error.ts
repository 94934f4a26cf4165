/** A call that was refused or not answered. Status 0: the server could not be reached. 401: somebody has to sign in. */
export class DeskError extends Error {
  override readonly name = 'DeskError';
  readonly status: number;
  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}
