// Reading what test runners wrote: how many tests passed, how many failed.

/** Sums the counters of a trx file, the .NET test platform's report. */
export function countTrx(xml) {
  const counters = /<Counters\b([^>]*)>/.exec(xml)?.[1];
  if (counters === undefined) {
    throw new Error('a trx file without counters');
  }
  const count = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(counters)?.[1] ?? 0);
  const total = count('executed');
  const passed = count('passed');
  return { passed, failed: total - passed };
}

/** Reads the closing lines of node's test runner in its tap format. */
export function countTap(tap) {
  const count = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
  return { passed: count('pass'), failed: count('fail') + count('cancelled') };
}

export const closingLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`;
