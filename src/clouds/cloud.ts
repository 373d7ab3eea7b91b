/** A request as it came in: nothing decoded, nothing parsed, because signatures are made over the raw bytes. */
export interface WireRequest {
  readonly method: string;
  /** Path and query exactly as sent. */
  readonly target: string;
  /** Lower-case names; repeated headers joined with `, ` as Node does. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
  /** Our own id of this request, in the log and in the answer. */
  readonly requestId: string;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined for answers without a body (204). Bytes are sent as they are, which spares an answer that is kept its encoding. */
  readonly body: string | Buffer | undefined;
}

/** One cloud's way of speaking: how it names operations, proves callers, and words answers and errors. */
export interface Cloud {
  readonly name: 'huawei' | 'tencent' | 'alibaba';
  /** Whether the request is worded as this cloud's clients word theirs. */
  recognises(request: WireRequest): boolean;
  /** Answers the request. Never throws: a defect is answered as the cloud's internal error and reported to the log. */
  handle(request: WireRequest): Promise<WireResponse>;
  /** Words the front end's refusal of a body that is larger than `limitBytes`; the request then has no body. */
  refuseTooLarge(request: WireRequest, limitBytes: number): WireResponse;
}
