const grades = [
  { grade: 'M', meaning: 'what Terraform and the command line need' },
  { grade: 'S', meaning: 'what people do in the console every day' },
  { grade: 'C', meaning: 'the rest' },
] as const;

/** The table of how many operations of each grade are answered. */
export function coverageSums(
  catalog: readonly { readonly name: string; readonly grade: string }[],
  answered: ReadonlySet<string>,
): readonly string[] {
  const rows = grades.map(({ grade, meaning }) => {
    const all = catalog.filter((entry) => entry.grade === grade);
    const done = all.filter(({ name }) => answered.has(name));
    return `| ${grade} | ${meaning} | ${done.length} | ${all.length} |`;
  });
  return ['| grade | | answered | of |', '|---|---|---|---|', ...rows];
}

/** The table of all operations and whether they are answered. */
export function coverageStates(
  catalog: readonly { readonly name: string; readonly grade: string }[],
  answered: ReadonlySet<string>,
): readonly string[] {
  const rows = catalog.map(
    ({ name, grade }) => `| ${name} | ${grade} | ${answered.has(name) ? '**answered**' : 'unsupported'} |`,
  );
  return ['| operation | grade | state |', '|---|---|---|', ...rows];
}
