/**
 * Fetches files from where a channel keeps them for its people, and puts files there. The addresses come from the channel
 * and are their own permission: nothing of ours goes with them, no token above all. Only hosts that are allowed are asked,
 * each hop of a redirect anew; sizes and times are bounded.
 *
 * Errors, each with what the person can do: `invalid_input` (an address that may not be asked, a file that is too large),
 * `not_found` (the address has ended), `upstream_unavailable` (everything else that the other side did wrong). What the
 * signal aborts ends with the signal's reason.
 */
export interface FileTransfer {
  /** @param name as the person knows the file, for what they are told */
  download(address: string, name: string, signal?: AbortSignal): Promise<Uint8Array>;
  /** Puts a file in one piece or in several; Microsoft Graph, "Upload large files with an upload session". */
  upload(address: string, bytes: Uint8Array, type: string, signal?: AbortSignal): Promise<void>;
  /** @throws AppError `invalid_input` for an address that may not be asked */
  check(address: string): void;
}
