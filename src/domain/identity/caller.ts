/** Who makes a request, after a cloud's dialect has proven it. Everything that the caller does stays in this project. */
export interface Caller {
  readonly accountId: string;
  readonly accountName: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly userId: string;
  readonly userName: string;
}
