/** A failure domain of the region. Clouds name zones in their own ways; in the domain it is a letter. */
export interface Zone {
  readonly id: string;
}

/** The zones of every region: three, as the clouds' own regions have at least. */
export const zones: readonly Zone[] = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
