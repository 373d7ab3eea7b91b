/** Who pays, in the clouds' words; Huawei calls it a domain. Projects and users belong to one. */
export interface Account {
  /** 32 hexadecimal digits, unless the first project's id was preset. */
  readonly id: string;
  /** Unique on this server. */
  readonly name: string;
}
