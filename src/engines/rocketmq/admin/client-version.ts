/** The places of 4.0.0-SNAPSHOT and 5.0.0-SNAPSHOT in RocketMQ's list of all its versions (MQVersion); 4.8.0 is at 373. */
const firstOfFour = 212;
const firstOfFive = 412;

/**
 * The name of a client's version, from its place in that list: from 4.0.0 on it has ten patches of each of ten minors, and before each a
 * snapshot. Other programs send any number, which is shown as it is where it is none of these.
 */
export function clientVersionName(number: number): string {
  if (number >= firstOfFive) return nameFrom(5, number - firstOfFive);
  if (number >= firstOfFour) return nameFrom(4, number - firstOfFour);
  return String(number);
}

function nameFrom(major: number, position: number): string {
  const release = position >> 1;
  const name = `V${major}_${Math.floor(release / 10)}_${release % 10}`;
  return position % 2 === 0 ? `${name}_SNAPSHOT` : name;
}
