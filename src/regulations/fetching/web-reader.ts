/** One document to be read from the web. */
export interface WebRequest {
  /** Absolute, https (or what the reader's configuration allows). */
  readonly url: string;
  /** The media types wanted, as in the header `Accept`. */
  readonly accept: string;
  /** As in the header `Accept-Language`. */
  readonly language?: string;
}

export interface WebDocument {
  /** Where it was found in the end, after redirects. */
  readonly url: string;
  /** The media type without parameters, lower case: `application/xhtml+xml`. Empty where the server named none. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads documents from hosts that are allowed, and from no other: each hop of a redirect is checked anew, private
 * addresses are refused whatever name leads to them, sizes and times are bounded, and requests to one host keep their
 * distance. Failures that may pass are tried again.
 *
 * Errors: `not_found` (404, 410), `invalid_input` (a URL that may not be read), `not_permitted` (401, 403),
 * `rate_limited` (429 to the end), `upstream_unavailable` (everything else that the other side did wrong; the message
 * says what). Never a challenge page in a document's stead.
 */
export interface WebReader {
  read(request: WebRequest, signal?: AbortSignal): Promise<WebDocument>;
}
